// Gzips every file of dist in place: the program embeds and serves them like that.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

let raw = 0, packed = 0, files = 0;
(function walk(dir) {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) {
      walk(path);
      continue;
    }
    const data = readFileSync(path);
    const z = gzipSync(data, { level: 9 });
    z[9] = 255; // the operating system, which is of no concern
    writeFileSync(`${path}.gz`, z);
    rmSync(path);
    raw += data.length, packed += z.length, files++;
  }
})('dist');
console.log(`${files} files, ${(raw / 1e6).toFixed(1)} MB, ${(packed / 1e6).toFixed(1)} MB gzipped`);
