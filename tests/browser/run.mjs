// Browser journeys: real Chromium against the demonstration, served by the real program on SQLite.
// Prints "N passed, 0 failed"; with --screenshots it also renews the pictures of the README.
import { chromium } from 'playwright-core';
import { spawn } from 'node:child_process';
import { mkdtempSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pages } from './pages.mjs';
import { journeys, slowLine } from './journeys.mjs';
import { mailed } from './mailed.mjs';
import { screenshots } from './screenshots.mjs';

const program = resolve(process.env.TRAVAUX_PROGRAM ?? 'target/debug/travaux');
const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const port = 18080 + (process.pid % 1000);
const base = `http://127.0.0.1:${port}`;
const server = spawn(program, ['demo', '--port', String(port)], { cwd: mkdtempSync(join(tmpdir(), 'travaux-browser-')), stdio: ['ignore', 'ignore', 'inherit'] });
let exited = false;
server.on('exit', () => { exited = true; });
for (let tries = 0; ; tries++) {
  if (exited || tries > 300) { console.error('the program does not serve'); process.exit(1); }
  try { if ((await fetch(`${base}/readyz`)).ok) break; } catch { /* not yet */ }
  await sleep(200);
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
let passed = 0;
const failed = [];
async function test(name, body) {
  try { await body(); passed++; } catch (error) { failed.push(`${name}: ${error.message}`); console.error(`FAILED ${name}: ${error.message}`); }
}
// One after the other: two at a time in Chromium on two processors take longer than both in turn (measured).
try {
  if (process.argv.includes('--screenshots')) await screenshots(browser, base);
  await pages(browser, base, test);
  await journeys(browser, base, test);
  await mailed(browser, base, test);
  await slowLine(browser, base, test);
} finally {
  await browser.close();
  server.kill('SIGTERM');
}
console.log(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
