import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'
import { isWeakSecret } from '#server/weak-secret.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const strong = 'postgresql://branchbook:pZ4vT9kQ2mXw7rLd@db.example:5432/branchbook'

test('[SE8] the server does not start on a database password that is guessed easily, and does not say it again', () => {
  for (const password of [
    'secret',
    'postgres',
    'aaaaaaaaaaaaaaaa',
    'branchbook2026',
    'Password123456',
    'geheim%40bank',
  ]) {
    const start = () => readConfig({ DATABASE_URL: `postgresql://teller:${password}@h/branch` })
    expect(start).toThrow(/^The password in DATABASE_URL is guessed easily/)
    expect(start).not.toThrow(password)
  }
  expect(readConfig({ DATABASE_URL: strong }).data).toEqual({ databaseUrl: strong })
  // Known by a socket, a certificate or a file of passwords.
  const none = 'postgresql://branchbook@localhost/branchbook'
  expect(readConfig({ DATABASE_URL: none }).data).toEqual({ databaseUrl: none })
})

test('[SE8] the address of the database can come from a file, and from one place alone', async () => {
  const folder = temporaryFolder('config')
  const file = join(folder.path, 'database-url')
  writeFileSync(file, `${strong}\n`)
  expect(readConfig({ DATABASE_URL_FILE: file }).data).toEqual({ databaseUrl: strong })
  expect(() => readConfig({ DATABASE_URL_FILE: file, DATABASE_URL: strong })).toThrow(/not both/)
  expect(() => readConfig({ DATABASE_URL_FILE: `${file}-2` })).toThrow(/^DATABASE_URL_FILE/)
  writeFileSync(file, 'postgresql://u:12345678@h/b')
  expect(() => readConfig({ DATABASE_URL_FILE: file })).toThrow(/guessed easily/)
  folder.remove()
})

test('[SE8] a secret made of names and years is weak, one by chance is not', () => {
  expect(isWeakSecret('Teller-Branch-26', ['teller', 'branch'])).toBe(true)
  expect(isWeakSecret('short', [])).toBe(true)
  expect(isWeakSecret('b7c1e0d94f2a8356', ['teller'])).toBe(false)
  expect(isWeakSecret('风调雨顺国泰民安五谷丰登', [])).toBe(false)
})
