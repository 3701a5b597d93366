// Runs the GraphQL-over-HTTP audits of graphql-http against a running server:
//   node audit.mjs http://127.0.0.1:8080/graphql
// Prints one line for each audit that is not ok, and fails unless all are.
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
let ok = 0;
const audits = serverAudits({ url, fetchFn: fetch });
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status === 'ok') ok++;
  else console.log(`${result.status} ${result.id} ${result.name}: ${result.reason}`);
}
console.log(`${ok} of ${audits.length} audits ok`);
process.exit(ok === audits.length ? 0 : 1);
