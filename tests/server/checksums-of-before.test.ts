import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
import { formerDatabase, insertRow } from '#tests/support/former-database.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

test('[PL3] an upgrade sums up every scope anew, and an empty one stays empty', async () => {
  const folder = temporaryFolder('before-mixed-checksums')
  const database = await formerDatabase(folder.path, '0012-rescues')
  const [one, two] = [v7(), v7()]
  const former = 4_000_000_000
  insertRow(database, 'scopes', ['org', 2, 2, former, 0])
  insertRow(database, 'scopes', ['branch:b', 3, 0, 0, 0])
  insertRow(database, 'records', ['seminar', one, 'org', 1, 1, '{}'])
  insertRow(database, 'records', ['seminar', two, 'org', 1, 2, '{}'])
  database.close()
  const store = await openSqliteStore({ folder: folder.path, newId: () => v7() })
  const states = await store.read(({ scopes }) => scopes.states(['org', 'branch:b']))
  const checksum = addToChecksum(rowChecksum('seminar', one, 1), rowChecksum('seminar', two, 2))
  expect(states.get('org')).toEqual({ seq: 2, count: 2, checksum, floor: 0 })
  expect(states.get('branch:b')).toEqual({ seq: 3, count: 0, checksum: 0, floor: 0 })
  await store.close()
  folder.remove()
})
