// What arrives by mail: a table filled in offline, a mixed table on the desk, a letter of four pages that is answered.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import readSheet from 'read-excel-file/node';
import writeSheet from 'write-excel-file/node';
import { signIn } from './pages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'travaux-mailed-'));

/** Follows a link that downloads, and returns the file. */
async function download(page, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

const LETTER = [
  'تتشرف البعثة الدائمة بإحالة ملاحظاتها على المسودة الثالثة من الإرشادات.',
  'أولها أن النص لا يحدد الجهة التي تجري التقييم قبل استخدام التكنولوجيا.',
  'وثانيها أن المجتمعات المتضررة لا تُذكر إلا في آخر النص.',
  'وثالثها أن مهلة الرد على الشكاوى غير محددة.',
  'ورابعها أن نشر النتائج ينبغي أن يكون بلغات المتضررين.',
  'وخامسها أن ما يُشترى من خدمات رقمية لا يدخل في التعريف.',
  'وسادسها أن الفتيات والنساء يحتجن إلى حماية خاصة.',
  'وسابعها أن المكاتب الميدانية لا تملك الموارد اللازمة.',
  'وتغتنم البعثة هذه الفرصة لتعرب عن فائق تقديرها.',
];

export async function mailed(browser, base, test) {
  await test('a table is filled in offline and three rows are corrected, fr, no script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(`${base}/fr/consultations/hrdd/drafts/3`);
    await page.click('a[href*="/comments/table"]');
    const file = await download(page, page.locator('a[href$="/table.xlsx"]'));
    const rows = await readSheet(file);
    const sheet = (rows[0]?.data ?? rows).map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
    const at = (address) => sheet.find((row) => row[0] === address);
    const paragraphs = sheet.filter((row) => /^p\d+$/.test(row[0])).map((row) => row[0]);
    at(paragraphs[2])[3] = 'Ce paragraphe devrait nommer les bureaux extérieurs.';
    at(paragraphs[3])[3] = 'Le délai manque.';
    at(paragraphs[3])[6] = 'inconnue';
    const own = (address, text) => [address, '', '', text, '', '', ''];
    sheet.push(own('p9999', 'Un emplacement qui n’existe pas.'), own('', '=SOMME(1;1) sans emplacement'));
    const filled = join(folder, 'rempli.xlsx');
    const width = Math.max(...sheet.map((row) => row.length));
    const cells = sheet.map((row) => Array.from({ length: width }, (_, index) => ({ type: String, value: row[index] ?? '' })));
    await writeSheet(cells).toFile(filled);
    await page.setInputFiles('#field-file', filled);
    await page.click('form[action$="/submissions/table"] button');
    assert.match(await page.textContent('#rows'), /3/);
    assert.equal(await page.locator('#field-rows fieldset').count(), 3);
    await page.selectOption('#kind-0', 'technical');
    await page.fill('#place-1', 's2');
    await page.fill('#place-2', 'draft');
    await page.click('#field-rows button');
    assert.equal(await page.locator('#field-rows').count(), 0);
    assert.match(await page.textContent('main'), /=SOMME\(1;1\) sans emplacement/);
    await page.locator('form[action$="/submissions/preview"] button').click();
    await page.check('#field-consent');
    await page.locator('form[action$="/submissions/preview"] button:not(.quiet)').click();
    await page.locator('form[action$="/submissions/receipt"] button').click();
    assert.match(await page.textContent('[role=status]'), /4/);
    await context.close();
  });

  await test('a mixed table with ten doubtful places is taken over by the staff, no script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, base, 'en', 'analyst@example.org');
    const doubtful = ['Profiles', 'Annex C', '77', 'practice note', 'III.Z', 'Box 9', 'preface', 'all annexes', '12.4.9', 'cover'];
    const lines = ['Organisation,Section,Comment,Proposed change,Status', 'Kenya,General,A glossary would help.,,Accepted in principle', 'Kenya,12,Name the field offices.,,TG 3: done'];
    doubtful.forEach((place, index) => lines.push(`Riverbank Union,${place},Doubtful comment ${index} on the text.,,${index % 2 ? 'Rejected (no consensus)' : ''}`));
    const file = join(folder, 'mixed.csv');
    writeFileSync(file, lines.join('\n'));
    await page.goto(`${base}/en/staff/consultations/hrdd/tables`);
    await page.setInputFiles('#field-file', file);
    await page.selectOption('#field-draft', '3');
    await page.fill('#field-sender', 'Riverbank Union');
    await page.click('form[enctype] button');
    assert.equal(await page.locator('[id^=doubt-]').count(), 10);
    for (let index = 0; index < 9; index++) await page.selectOption(`#place-${index}`, index % 3 ? { index: 1 } : 'draft');
    await page.click('button[formaction$="/taking-over"]');
    assert.match(await page.textContent('main'), /Places that cannot be told: \u2068?1/);
    await page.fill('#place-other-0', '12');
    await page.click('form[action$="/places"] button');
    assert.doesNotMatch(await page.textContent('main'), /Places that cannot be told/);
    await page.locator('form[action$="/code"] button').first().click();
    assert.equal((await page.locator('.code').innerText()).replace(/\s/g, '').length, 24);
    // The same table once more: nothing is new.
    await page.goto(`${base}/en/staff/consultations/hrdd/tables`);
    await page.setInputFiles('#field-file', file);
    await page.selectOption('#field-draft', '3');
    await page.fill('#field-sender', 'Riverbank Union');
    await page.click('form[enctype] button');
    assert.match(await page.textContent('dl.facts-list'), /new0changed0unchanged12/);
    await page.click('button[formaction$="/discarding"]');
    await context.close();
  });

  await test('a letter of four pages becomes seven comments and is answered, ar', async () => {
    const printing = await browser.newContext();
    const paper = await printing.newPage();
    const pages = [LETTER.slice(0, 3), LETTER.slice(3, 5), LETTER.slice(5, 7), LETTER.slice(7)];
    const html = pages.map((lines) => `<section style="break-after:page">${lines.map((line) => `<p>${line}</p>`).join('')}</section>`).join('');
    await paper.setContent(`<html lang="ar" dir="rtl"><body>${html}</body></html>`);
    const letter = join(folder, 'letter.pdf');
    await paper.pdf({ path: letter });
    assert.ok((readFileSync(letter, 'latin1').match(/\/Type \/Page\b/g) ?? []).length >= 4, 'four pages');
    await printing.close();
    const context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
    const page = await context.newPage();
    await signIn(page, base, 'ar', 'analyst@example.org');
    await page.goto(`${base}/ar/staff/consultations/hrdd/letters`);
    await page.setInputFiles('#field-file', letter);
    // It came while the round on the second draft was open, which is over now.
    await page.selectOption('#field-draft', '2');
    await page.fill('#field-received_on', new Date(Date.now() - 120 * 86_400_000).toISOString().slice(0, 10));
    await page.fill('#field-sender', 'البعثة الدائمة');
    await page.selectOption('#field-way', 'note_verbale');
    await page.selectOption('#field-language', 'ar');
    await page.selectOption('#field-group', 'member_state');
    await page.click('form[enctype] button');
    const address = page.url();
    for (let index = 0; index < 7; index++) {
      const line = page.locator('.letter-line').nth(index + 1);
      await line.locator('input').check();
      await page.selectOption('#field-place', { index: 3 + index });
      await page.click('form[action$="/points"] button');
      assert.equal(await page.locator('[id^=point-]').count(), index + 1);
    }
    // Two people answer the seven at once, then the answer is downloaded.
    const comments = await page.locator('[id^=point-] h3 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const approving = await browser.newContext({ javaScriptEnabled: false });
    const approver = await approving.newPage();
    await signIn(approver, base, 'ar', 'approver@example.org');
    for (const comment of comments) {
      await page.goto(base + comment);
      await page.click('form[action$="/clearance"] button');
      await page.selectOption('#field-decision', 'noted');
      await page.fill('[name=reason_ar]', 'أُحيط علماً بهذه النقطة وستُراعى في المسودة التالية.');
      await page.click('form[action$="/resolution"] button');
      await approver.goto(base + comment);
      await approver.click('form[action$="/approval"] button');
    }
    await page.goto(`${base}/ar/staff/consultations/hrdd/comments`);
    await page.locator('form[action$="/batches"]').filter({ has: page.locator('input[name=round][value="2"]') }).locator('button').click();
    await approver.goto(`${base}/ar/staff/consultations/hrdd/comments`);
    await approver.click('form[action$="/answers"] button');
    await page.goto(address);
    assert.equal(await page.locator('[id^=point-] p.meta').filter({ hasText: 'أُحيط به علماً' }).count(), 7);
    await page.click('form[action$="/release"] button');
    const answer = await download(page, page.locator('a[href$="/answer.docx"]'));
    assert.ok(readFileSync(answer).subarray(0, 2).equals(Buffer.from('PK')));
    // The answer is a letter that reads back: handed in as one, its words are there.
    await page.goto(`${base}/ar/consultations/hrdd/contributions`);
    await page.locator('article').filter({ has: page.locator('p[lang=ar]') }).locator('h2 a').first().click();
    assert.equal(await page.locator('p.answer').count(), 7);
    assert.match(await page.textContent('main'), /المجتمعات/);
    await approving.close();
    await context.close();
  });
}
