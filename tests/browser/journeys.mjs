// Journeys finished by keyboard alone, in English and Arabic, at 320 px, with the script off.
import assert from 'node:assert/strict';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { signIn } from './pages.mjs';

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

export async function journeys(browser, base, test) {
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
      await page.focus('form[action$="/publication"] button');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      const published = await context.newPage();
      assert.equal((await published.goto(`${base}/${language}/consultations/hrdd/drafts/${number}`)).status(), 200);
      await context.close();
    });
  }
}
