// A change of the schema that breaks clients needs a line of CHANGELOG.md under
// "### Breaking" that names what changed. The schema that clients know is
// published.graphql; `node breaking.mjs NEW --publish` replaces it.
import { copyFileSync, readFileSync } from 'node:fs'
import { buildSchema, findBreakingChanges, findDangerousChanges } from 'graphql'

const published = new URL('published.graphql', import.meta.url)
const [current, flag] = process.argv.slice(2)
if (flag === '--publish') {
  copyFileSync(current, published)
  process.exit()
}
const [before, after] = [published, current].map((file) => buildSchema(readFileSync(file, 'utf8')))
const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8')
const told = changelog
  .split(/^(?=##)/m)
  .filter((part) => part.startsWith('### Breaking'))
  .join('\n')
for (const { description } of findDangerousChanges(before, after)) console.log(`may surprise clients: ${description}`)
const silent = findBreakingChanges(before, after).filter(({ description }) => {
  const name = description.match(/[A-Z]\w*(\.\w+)?/)[0]
  return !told.includes(`\`${name}\``)
})
for (const { description } of silent) console.error(`breaks clients, and CHANGELOG.md has no line under "### Breaking": ${description}`)
process.exit(silent.length > 0 ? 1 : 0)
