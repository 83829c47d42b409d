// Journeys finished by keyboard alone, in English and Arabic, at 320 px, with the script off.
import assert from 'node:assert/strict';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { axe as check, signIn } from './pages.mjs';

/** Tabs until the element that matches has the focus, and asserts that the focus can be seen on the way. */
async function tabTo(page, selector, most = 250) {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate((wanted) => {
      const element = document.activeElement;
      // Behind the last stop the focus passes through the browser's own controls.
      if (element === document.body) return { found: false, visible: true, inside: true };
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return { found: element.matches(wanted), visible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, inside: box.bottom > 0 && box.top < innerHeight, tag: element.outerHTML.slice(0, 120) };
    }, selector);
    assert.ok(at.visible, `no visible focus on ${at.tag}, looking for ${selector} on ${page.url()}`);
    assert.ok(at.inside, `the focus is out of sight on ${at.tag}`);
    if (at.found) return;
  }
  throw new Error(`${selector} was not reached by keyboard on ${page.url()}`);
}

async function follow(page, selector) {
  await tabTo(page, selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

const WORDS = {
  en: { nav: 'Sections of the site', contents: 'Contents', paragraph: 'Paragraph 2', life: 'The life of this passage' },
  ar: { nav: 'أقسام الموقع', contents: 'المحتويات', paragraph: 'الفقرة 2', life: null },
};

/** Checks what a page shows in a context of its own: axe needs the script that the journeys have switched off. */
async function axe(page, where) {
  const context = await page.context().browser().newContext({ viewport: page.viewportSize() });
  const copy = await context.newPage();
  await copy.goto(new URL('/en/about', page.url()).href);
  await copy.setContent(await page.content());
  await check(copy, where);
  await context.close();
}

/** The code that a page shows. */
const codeOn = async (page) => (await page.locator('.code').first().innerText()).trim();

/** Sends the form that holds a button, by keyboard. */
async function press(page, button, leads = true) {
  await button.focus();
  if (!leads) return page.keyboard.press('Enter');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function noSidewaysScrolling(page) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 0, `${page.url()} is ${wider}px too wide`);
}

/** Somebody without an account comments, previews, sends, comes back; returns her code. */
async function takesPart(page, base, language, words) {
  await page.goto(`${base}/${language}/consultations/hrdd/drafts/3`);
  await follow(page, '#p4 .write');
  await tabTo(page, '#field-body');
  await page.keyboard.type(words);
  await tabTo(page, '#field-consent');
  await page.keyboard.press('Space');
  const code = await codeOn(page);
  await press(page, page.locator('form[action$="/preview"] button[formaction]'));
  assert.equal(await codeOn(page), code, 'the code stays');
  await axe(page, 'what is kept');
  await noSidewaysScrolling(page);
  // A second comment, on the whole draft, under the same code.
  await press(page, page.locator('.places button').first());
  await page.fill('#field-body', `${words} (2)`);
  await press(page, page.locator('form[action$="/preview"] button').first());
  assert.equal(await page.locator('.errors').count(), 0, await page.innerText('main'));
  assert.equal(await page.locator('article.comment').count(), 2);
  await axe(page, 'preview');
  await noSidewaysScrolling(page);
  await press(page, page.locator('form[action$="/receipt"] button'));
  assert.equal(await codeOn(page), code);
  await axe(page, 'receipt');
  await page.goto(`${base}/${language}/answers`);
  await tabTo(page, '#field-code');
  await page.keyboard.type(code);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.ok((await page.innerText('main')).includes(words));
  await axe(page, 'My answers');
  await noSidewaysScrolling(page);
  return code;
}

export async function journeys(browser, base, test) {
  for (const language of ['en', 'ar']) {
    await test(`an officer on a phone comments twice and comes back, ${language}`, async () => {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
      const page = await context.newPage();
      await takesPart(page, base, language, language === 'ar' ? 'ينبغي أن يذكر النص متى يُعاد التقييم.' : 'The text should say when it is repeated.');
      assert.equal((await context.cookies()).length, 0, 'a cookie');
      await context.close();
    });

    await test(`a person at risk shows nothing and erases it, ${language}`, async () => {
      const context = await browser.newContext({ viewport: { width: 800, height: 700 }, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.route('**/assets/**', (route) => route.abort());
      await page.goto(`${base}/${language}/consultations/hrdd/comments/new?draft=3&target=draft`);
      await page.fill('#field-body', 'zq-hidden-words');
      await page.check('input[name="level"][value="not_published"]');
      await page.check('#field-consent');
      await press(page, page.locator('form[action$="/preview"] button').first());
      assert.ok(!(await page.innerText('main')).includes('zq-hidden-words'), 'the preview shows what the public sees');
      const code = await codeOn(page);
      await press(page, page.locator('form[action$="/receipt"] button'));
      await page.goto(`${base}/${language}/answers`);
      await page.fill('#field-code', code);
      await press(page, page.locator('form[action$="/answers"] button'));
      await page.check('#field-sure');
      await press(page, page.locator('form[action$="/erasure"] button'));
      assert.ok(!(await page.innerText('main')).includes('zq-hidden-words'), 'erased');
      await context.close();
    });

    await test(`a journalist finds a decision and the words that changed, ${language}`, async () => {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${base}/${language}/consultations/hrdd`);
      await follow(page, 'main a[href$="/log"]');
      await press(page, page.locator('.filters summary'), false);
      await page.selectOption('#decision', 'accepted');
      await page.selectOption('#draft', '2');
      await press(page, page.locator('.filters button'));
      assert.ok((await page.locator('article.comment').count()) > 3);
      await follow(page, 'article.comment a.reference');
      assert.match(page.url(), /\/log\/D2-[0-9A-Z]{4}$/);
      assert.ok((await page.locator('.change ins, .change del').count()) > 0, 'the words that changed');
      await axe(page, 'one comment');
      await noSidewaysScrolling(page);
      const csv = await (await fetch(`${base}/${language}/consultations/hrdd/log.csv`)).text();
      assert.ok(csv.split('\r\n').length > 300);
      await context.close();
    });

    await test(`the staff look, ask, propose and approve, ${language}`, async () => {
      const context = await browser.newContext({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false });
      const page = await context.newPage();
      await signIn(page, base, language, 'analyst@example.org');
      await page.goto(`${base}/${language}/staff/consultations/hrdd/comments?step=new`);
      await page.locator('input[name="comment"]').first().check();
      const address = await page.locator('article.line h2 a').first().getAttribute('href');
      await press(page, page.locator('form[action$="/clearance"] button'));
      await page.goto(base + address);
      await axe(page, 'a comment at the desk');
      await noSidewaysScrolling(page);
      await page.selectOption('#field-decision', 'noted');
      await page.locator('textarea[name^="reason_"]').first().fill('zq-reason: read with care.');
      await press(page, page.locator('form[action$="/resolution"] button').last());
      assert.equal(await page.locator('.errors').count(), 0, await page.innerText('main'));
      assert.equal(await page.locator('form[action$="/approval"]').count(), 0, 'nobody approves her own');
      await axe(page, 'a comment with an answer');
      const other = await browser.newContext({ javaScriptEnabled: false });
      const approver = await other.newPage();
      await signIn(approver, base, language, 'approver@example.org');
      await approver.goto(base + address);
      await press(approver, approver.locator('form[action$="/approval"] button'));
      assert.equal(await approver.locator('.errors').count(), 0);
      await other.close();
      await context.close();
    });
  }

  await test('the form is at most 8 kB', async () => {
    for (const language of ['en', 'ar', 'ru', 'zh']) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${base}/${language}/consultations/hrdd/comments/new?draft=3&target=paragraph&at=20`);
      const html = Buffer.byteLength(await page.content());
      const { gzipSync } = await import('node:zlib');
      const packed = gzipSync(await page.content()).length;
      assert.ok(packed <= 8_192, `${language}: ${packed} of ${html} bytes`);
      await context.close();
    }
  });

  for (const language of ['en', 'ar']) {
    await test(`a reader follows a paragraph, ${language}, keyboard, 320 px, no script`, async () => {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${base}/${language}/`);
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement.classList.contains('skip')), 'the first stop is the skip link');
      await follow(page, 'main h3 a[href$="/consultations/hrdd"]');
      await follow(page, 'main h3 a[href$="/drafts/3"]');
      await follow(page, '#p4 .label a');
      assert.match(page.url(), /paragraphs\/4$/);
      const columns = await page.locator('.life > li').count();
      assert.equal(columns, 3, 'a column for each draft');
      await follow(page, 'main .crumbs a[href*="/drafts/3"]');
      await follow(page, 'main a[href*="compare/2...3"]');
      assert.ok((await page.locator('ins').count()) > 10 && (await page.locator('.why').count()) > 5);
      await follow(page, 'main a[href*="view=side"]');
      assert.equal((await context.cookies()).length, 0);
      await context.close();
    });

    await test(`accessible names, ${language}`, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${base}/${language}/consultations/hrdd/drafts/3`);
      const words = WORDS[language];
      const name = (text) => text.replace(/[\u2068\u2069]/g, '');
      assert.equal(await page.getByRole('navigation', { name: words.nav, exact: true }).count(), 1, words.nav);
      assert.equal(await page.getByRole('navigation', { name: words.contents, exact: true }).count(), 1, words.contents);
      const labels = await page.locator('.label a').evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')));
      assert.ok(labels.map(name).includes(words.paragraph), labels.slice(0, 3).join());
      const spoken = await page.locator('.margin .spoken').first().textContent();
      assert.ok(spoken.trim().length > 3);
      await context.close();
    });
  }

  // Editors come last: what they publish changes what readers find.
  for (const language of ['en', 'ar']) {
    await test(`an editor imports, checks and publishes, ${language}, no script`, async () => {
      const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
      const page = await context.newPage();
      await signIn(page, base, language, 'editor@example.org');
      await page.goto(`${base}/${language}/staff/consultations/hrdd/drafts/new`);
      const number = language === 'en' ? '4' : '5';
      await page.fill('#field-number', number);
      await page.fill('#field-name_en', `Draft of the journey ${number}`);
      await page.press('#field-name_en', 'Enter');
      await page.waitForURL(`**/drafts/${number}`);
      const text = await (await fetch(`${base}/en/consultations/hrdd/drafts/3/download.md`)).text();
      const file = join(mkdtempSync(join(tmpdir(), 'travaux-')), 'draft.md');
      writeFileSync(file, text.replace('Remedy may include', 'Remedy should include').replace(/^10\. .*$/m, '10. A paragraph that is quite new and was never read before.'));
      await page.setInputFiles('#field-file', file);
      await page.focus('form[action$="/text"] button');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      assert.equal(await page.locator('.errors').count(), 0, await page.innerText('main'));
      await page.goto(`${page.url()}/lineage`);
      const doubtful = await page.locator('form[action*="/lineage/"]').count();
      for (let left = doubtful; left > 0; left--) {
        const form = page.locator('form[action*="/lineage/"]').first();
        await form.locator('input[value="new"]').check();
        await form.locator('button').focus();
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      }
      assert.equal(await page.locator('form[action*="/lineage/"]').count(), 0, 'every doubtful link is confirmed');
      await page.goto(`${base}/${language}/staff/consultations/hrdd/drafts/${number}/publication`);
      // The comments of the open round have no answer yet: publishing nevertheless is a choice.
      await page.check('input[name="acknowledged_open"]');
      await page.focus('form[action$="/publication"] button');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      const published = await context.newPage();
      assert.equal((await published.goto(`${base}/${language}/consultations/hrdd/drafts/${number}`)).status(), 200);
      await context.close();
    });
  }
}

// What is timed runs alone, after everything else.
export async function slowLine(browser, base, test) {
  await test('slow line: the form is readable in 6 s, again in 3 s', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    // 50 kbit/s, 800 ms.
    await client.send('Network.emulateNetworkConditions', { offline: false, latency: 800, downloadThroughput: 50_000 / 8, uploadThroughput: 50_000 / 8 });
    const timed = async (at) => {
      await page.goto(`${base}/en/consultations/hrdd/comments/new?draft=3&target=paragraph&at=${at}`, { waitUntil: 'commit' });
      await page.locator('#field-body').waitFor({ state: 'visible' });
      return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now());
    };
    const first = await timed(20);
    const again = await timed(21);
    console.log(`form at 50 kbit/s and 800 ms: first text ${(first / 1000).toFixed(1)} s, on a repeat visit ${(again / 1000).toFixed(1)} s`);
    assert.ok(first < 6_000, `${first} ms`);
    assert.ok(again < 3_000, `${again} ms`);
    await context.close();
  });
}
