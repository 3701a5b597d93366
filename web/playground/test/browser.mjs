// Opens the playground in a real Chromium that reaches nothing but this server:
//   node browser.mjs http://127.0.0.1:8080 /usr/bin/chromium [screenshot.png]
// Runs the query of the first tab and wants an answer with data and a clean console.
import { chromium } from 'playwright-core';

const [base, executablePath, screenshot] = process.argv.slice(2);
const outside = [];
const complaints = [];
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('console', (m) => {
    if (m.type() === 'error' || m.type() === 'warning') complaints.push(`${m.type()}: ${m.text()}`);
  });
  page.on('pageerror', (e) => complaints.push(`error: ${e}`));
  page.on('requestfailed', (r) => complaints.push(`failed: ${r.url()} ${r.failure()?.errorText}`));
  page.on('request', (r) => {
    if (!r.url().startsWith(base) && !/^(data|blob):/.test(r.url())) outside.push(r.url());
  });
  await page.goto(`${base}/`);
  await page.waitForSelector('.graphiql-execute-button', { timeout: 60000 });
  // the schema has come when the editor has its documentation
  await page.waitForFunction(() => document.querySelectorAll('.monaco-editor .view-line').length > 5, null, { timeout: 60000 });
  const answered = page.waitForResponse((r) => r.url() === `${base}/graphql` && (r.request().postData() ?? '').includes('whoAccusedWhom'));
  await page.click('.graphiql-execute-button');
  const answer = await (await answered).json();
  await page.waitForFunction(
    () => document.querySelector('.graphiql-response')?.textContent.includes('whoAccusedWhom'), null, { timeout: 60000 });
  if (process.env.EXPLORER !== '0') {
    await page.click('button[aria-label="Show GraphiQL Explorer"]');
    await page.waitForSelector('.docExplorerWrap, .graphiql-explorer-root', { timeout: 60000 });
  }
  await page.waitForTimeout(500);
  if (screenshot) await page.screenshot({ path: screenshot });
  const n = answer.data?.whoAccusedWhom?.nodes?.length ?? 0;
  console.log(JSON.stringify({ nodes: n, errors: answer.errors ?? [], outside, complaints }));
  process.exitCode = n > 0 && !answer.errors && outside.length === 0 && complaints.length === 0 ? 0 : 1;
} finally {
  await browser.close();
}
