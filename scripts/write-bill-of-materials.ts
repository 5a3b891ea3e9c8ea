import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** What the lock file says of a package. */
const Locked = z.looseObject({
  version: z.optional(z.string()),
  integrity: z.optional(z.string()),
  license: z.optional(z.string()),
  dev: z.optional(z.boolean()),
  optional: z.optional(z.boolean()),
})
const Lock = z.looseObject({
  version: z.string(),
  packages: z.record(z.string(), Locked),
})

const root = join(import.meta.dirname, '..')
const file = process.argv[2] ?? join(root, 'bill-of-materials.cdx.json')

/**
 * SE10: writes the bill of materials (CycloneDX 1.5) of what runs: every package of the lock file but those for development alone,
 * with version, licence and hash. It asks nobody, and the same lock gives the same file. `npm run sbom [file]`. (npm's own
 * `npm sbom --omit dev` leaves out what a development package asks for as well, React and zod among it.)
 */
const lock = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
const components = Object.entries(lock.packages).flatMap(([place, locked]) =>
  place === '' || locked.dev === true ? [] : [componentOf(place, locked)],
)
const bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', name: 'branchbook', version: lock.version } },
  components,
}
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
console.log(`${components.length} packages are in ${file}`)

function componentOf(place: string, locked: z.infer<typeof Locked>) {
  const { version = '', integrity = '', license = '', optional = false } = locked
  const name = place.split('node_modules/').at(-1) ?? place
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const [algorithm = '', hash = ''] = integrity.split('-', 2)
  return {
    type: 'library',
    // One package can lie in several places.
    'bom-ref': `${purl}#${place}`,
    name,
    version,
    purl,
    scope: optional ? 'optional' : 'required',
    licenses: [{ expression: license }],
    hashes: [
      {
        alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
        content: Buffer.from(hash, 'base64').toString('hex'),
      },
    ],
  }
}
