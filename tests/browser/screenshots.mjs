// The pictures of the README, taken from the demonstration.
export async function screenshots(browser, base) {
  const pictures = [
    ['draft', '/en/consultations/hrdd/drafts/3#p15', { width: 1240, height: 900 }, 'light'],
    ['comparison', '/en/consultations/hrdd/compare/2...3?only=changes', { width: 1240, height: 900 }, 'light'],
    ['life', '/ar/consultations/hrdd/drafts/3/paragraphs/30', { width: 1240, height: 900 }, 'light'],
  ];
  for (const [name, path, viewport, colorScheme] of pictures) {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    await page.goto(`${base}${path}`);
    await page.screenshot({ path: `docs/${name}.png` });
    await context.close();
  }
}
