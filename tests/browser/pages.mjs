// What must hold on every page: accessibility in both directions and colours, no sideways scrolling, light, no script.
import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';

export const PUBLIC = ['/', '/about', '/privacy', '/accessibility', '/consultations/hrdd', '/consultations/data-access', '/consultations/hrdd/drafts/3', '/consultations/hrdd/drafts/3/paragraphs/30', '/consultations/hrdd/compare/2...3?only=changes', '/consultations/hrdd/compare/1...3?view=side', '/consultations/hrdd/compare/2...3?only=edited', '/consultations/hrdd/log', '/consultations/hrdd/log?draft=2&decision=accepted', '/consultations/hrdd/comments/new?draft=3&target=paragraph&at=20', '/consultations/hrdd/comments/new?draft=3&target=question&at=2', '/consultations/hrdd/comments/table?draft=3', '/consultations/hrdd/contributions', '/answers', '/staff/sign-in', '/nothing-here'];
const DESK = ['/staff', '/staff/people', '/staff/consultations/new', '/staff/consultations/hrdd', '/staff/consultations/hrdd/edit', '/staff/consultations/hrdd/drafts/new', '/staff/consultations/hrdd/drafts/3', '/staff/consultations/hrdd/drafts/3/lineage?show=all', '/staff/consultations/hrdd/drafts/3/causes', '/staff/consultations/hrdd/drafts/2/versions/fr?show=all', '/staff/consultations/hrdd/drafts/3/preview', '/staff/consultations/hrdd/drafts/3/publication', '/staff/consultations/hrdd/drafts/3/implementation', '/staff/consultations/hrdd/comments', '/staff/consultations/hrdd/comments?step=new', '/staff/consultations/hrdd/comments?step=withheld', '/staff/consultations/hrdd/tables', '/staff/consultations/hrdd/letters'];

export async function signIn(page, base, language = 'en', email = 'administrator@example.org') {
  await page.goto(`${base}/${language}/staff/sign-in`);
  await page.fill('#field-email', email);
  await page.fill('#field-password', 'travaux demonstration');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/${language}/staff`);
}

// In the dark only the colours are others. Legacy mode: no page has frames, so that none has to be opened for each run.
export async function axe(page, where, { colours = false } = {}) {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  if (colours) builder.withRules(['color-contrast']);
  else builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  const { violations } = await builder.analyze();
  assert.equal(violations.length, 0, `${where}: ${violations.map((v) => `${v.id} at ${v.nodes.slice(0, 3).map((n) => n.target).join(' | ')}`).join('; ')}`);
}

async function noSidewaysScrolling(page, where) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 0, `${where} is ${wider}px too wide`);
}

export async function pages(browser, base, test) {
  // In both directions everything; in the dark only what is other there, the colours.
  for (const [language, colorScheme] of [['en', 'light'], ['ar', 'light'], ['en', 'dark']]) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1240, height: 900 } });
    const page = await context.newPage();
    const look = async (path, more = async () => {}) => {
      await test(`${language} ${colorScheme} ${path}`, async () => {
        await page.setViewportSize({ width: 1240, height: 900 });
        await page.goto(`${base}/${language}${path}`);
        await more();
        await axe(page, path, { colours: colorScheme === 'dark' });
        if (colorScheme === 'dark') return;
        await page.setViewportSize({ width: 320, height: 700 });
        await noSidewaysScrolling(page, path);
      });
    };
    for (const path of PUBLIC) await look(path, async () => assert.equal(await page.getAttribute('html', 'lang'), language));
    await signIn(page, base, language);
    for (const path of DESK) await look(path);
    await context.close();
  }

  const firstVisit = (path) => test(`first visit ${path}`, async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    let bytes = 0;
    let requests = 0;
    client.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; requests += 1; });
    await page.goto(`${base}/en${path}`, { waitUntil: 'networkidle' });
    assert.ok(bytes <= 50_000, `${bytes} bytes`);
    assert.ok(requests <= 4, `${requests} requests`);
    // The form of the staff's sign-in is bound to its browser.
    if (path !== '/staff/sign-in') assert.equal((await context.cookies()).length, 0, 'a cookie');
    assert.equal(await page.locator('script').count(), 0, 'a script');
    await context.close();
  });
  for (const path of PUBLIC) await firstVisit(path);

  await test('readable without style, script and images', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.route('**/assets/**', (route) => route.abort());
    await page.goto(`${base}/ar/consultations/hrdd/drafts/3`);
    const text = await page.innerText('main');
    assert.ok(text.includes('المحتويات') && text.length > 10_000);
    await page.click('a[href*="compare/2...3"]');
    assert.ok((await page.innerText('main')).includes('حُذف') || (await page.locator('del').count()) > 0);
    await context.close();
  });

  await test('400 per cent', async () => {
    // 1280 px at 400 % is a viewport of 320 px with text four times as large as its pixels.
    const context = await browser.newContext({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
    const page = await context.newPage();
    for (const path of PUBLIC) {
      await page.goto(`${base}/en${path}`);
      await noSidewaysScrolling(page, path);
    }
    await context.close();
  });
}
