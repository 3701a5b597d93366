// Opens the playground in a real Chromium that reaches nothing but this server:
//   node browser.mjs http://127.0.0.1:8080 /usr/bin/chromium [screenshot.png]
// Runs the query of the first tab and wants an answer with data and a clean console;
// then a subscription, which must show what is loaded meanwhile and stop when told to.
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
  const cursor = await page.evaluate(async () => {
    const socket = new WebSocket(location.origin.replace('http', 'ws') + '/graphql', 'graphql-transport-ws'); // the page's policy allows it
    socket.onopen = () => socket.send('{"type":"connection_init"}');
    window.socketSaid = await new Promise((resolve) => { socket.onmessage = (m) => resolve(m.data); socket.onclose = (e) => resolve(e.code); });
    socket.close();
    return (await (await fetch('/graphql?query={claimCursor}')).json()).data.claimCursor;
  });
  const socketSaid = await page.evaluate(() => window.socketSaid);
  const subscription = `subscription { claimAdded(after: ${JSON.stringify(cursor)}) { cursor claim { act } } }`;
  await page.click('.graphiql-editor .monaco-editor .view-lines');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(subscription);
  const streamed = page.waitForResponse((r) => r.url() === `${base}/graphql` && (r.request().postData() ?? '').includes('claimAdded'));
  await page.click('.graphiql-execute-button');
  const stream = (await streamed).headers()['content-type'];
  await page.evaluate(() => fetch('/graphql', {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: 'mutation($c: String!) { loadArticle(input: {document: {content: $c}}) { job { state } } }',
      variables: { c: 'Vote\n\nMayor Vera Holm accused the Harbour Board of hiding the browser paper.' } }),
  }));
  await page.waitForFunction(() => document.querySelector('.graphiql-response')?.textContent.includes('claimAdded'), null, { timeout: 60000 });
  const given = page.waitForEvent('requestfailed', (r) => (r.postData() ?? '').includes('claimAdded'));
  await page.click('.graphiql-execute-button'); // stop
  await given;
  complaints.splice(0, complaints.length, ...complaints.filter((c) => !/graphql net::ERR_ABORTED/.test(c)));
  await page.waitForTimeout(500);
  if (screenshot) await page.screenshot({ path: screenshot });
  const n = answer.data?.whoAccusedWhom?.nodes?.length ?? 0;
  console.log(JSON.stringify({ nodes: n, errors: answer.errors ?? [], outside, complaints, stream, socketSaid }));
  process.exitCode = n > 0 && !answer.errors && outside.length === 0 && complaints.length === 0
    && stream.startsWith('text/event-stream') && socketSaid === '{"type":"connection_ack"}' ? 0 : 1;
} finally {
  await browser.close();
}
