// Opens the playground of a server that asks for keys, in a real Chromium, and puts a key
// into the header editor as a person would:
//   node keys.mjs http://127.0.0.1:8080 /usr/bin/chromium KEY
// Wants a refusal that says what to do, then an answer, and the key in no storage.
import { chromium } from 'playwright-core';

const [base, executablePath, key] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const run = async () => {
    const answered = page.waitForResponse((r) => r.url() === `${base}/graphql` && (r.request().postData() ?? '').includes('whoAccusedWhom'));
    await page.click('.graphiql-execute-button');
    const response = await answered;
    return { status: response.status(), authorization: (await response.request().allHeaders()).authorization, body: await response.json() };
  };
  await page.goto(`${base}/`);
  await page.waitForSelector('.graphiql-execute-button', { timeout: 60000 });
  await page.waitForFunction(() => document.querySelectorAll('.monaco-editor .view-line').length > 5, null, { timeout: 60000 });
  const refused = await run();
  await page.waitForFunction(() => document.querySelector('.graphiql-response')?.textContent.includes('UNAUTHENTICATED'), null, { timeout: 60000 });
  await page.click('.graphiql-editor-tools button:has-text("Headers")');
  await page.click('.graphiql-editor-tool .monaco-editor:visible');
  await page.keyboard.insertText(`{"Authorization": "Bearer ${key}"}`);
  const answered = await run();
  await page.waitForFunction(() => document.querySelector('.graphiql-response')?.textContent.includes('nodes'), null, { timeout: 60000 });
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  const report = {
    refused: refused.status,
    answered: answered.status,
    sent: answered.authorization === `Bearer ${key}`,
    nodes: answered.body.data?.whoAccusedWhom?.nodes?.length ?? 0,
    keyStored: stored.includes(key),
  };
  console.log(JSON.stringify(report));
  process.exitCode = report.refused === 401 && report.answered === 200 && report.sent && report.nodes > 0 && !report.keyStored ? 0 : 1;
} finally {
  await browser.close();
}
