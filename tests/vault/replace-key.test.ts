import { afterEach, expect, test } from 'vitest'
import { randomInteger, seededRandom, type Random } from '#shared/domain/seeded-random.ts'
import { installFaults } from '#shared/faults/buggify.ts'
import { makeRecoveryKey, openRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import type { RecoveryCode } from '#shared/recovery/recovery-code.ts'
import { openBox, sealTo } from '#shared/recovery/sealed-box.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { databaseName, sealedBytes } from '#vault/database.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { rewrapPassword } from '#vault/vault-password.ts'
import { addPasskeySlot, listPasskeySlots, unlockWithPasskey } from '#vault/passkey-slots.ts'
import { discardRecovery, openRecovered, prepareRecovery } from '#vault/recover-vault.ts'
import { replaceKey } from '#vault/replace-key.ts'
import { sealEpoch } from '#vault/schema-gate.ts'
import { createSealer } from '#vault/seal.ts'
import { VaultLockedError } from '#vault/vault-errors.ts'
import type { VaultKeys } from '#vault/vault-keys.ts'
import { entriesOf, jsonCardIndex } from './json-card-index.ts'
import { author, batch, branch, card, cards, note, page, portfolio, rename } from './pulled.ts'
import {
  cheapDerivation,
  createDevice,
  newVault,
  onDisk,
  openAgain,
  password,
  serverId,
  staffNo,
  type TestDevice,
} from './vault-device.ts'

afterEach(() => installFaults(undefined))

const owner = { owner: author, device: '00000000-0000-4000-8000-00000000000d' }
const noPause = () => Promise.resolve()

/** A vault with something of each kind: pages, rows, an index of cards, outbox, journal, drafts, settings, a recovery slot. */
async function fullVault() {
  const device = createDevice({ derive: cheapDerivation })
  const made = await makeRecoveryKey(crypto, 2)
  const vault = await newVault(device)
  await vault.recovery.keep(made.kept.key, owner)
  await vault.outbox.append([rename(1, '一'), rename(2, '二'), rename(3, '三')])
  const first = [page(branch, 2, cards(1, 150)), page(portfolio, 4, [note(500, 1, 1, '谈了存款')])]
  await vault.base.storePull(batch(first, { dropOutboxThrough: 1, confirmedAt: 1 }))
  await vault.base.indexCards(jsonCardIndex())
  await vault.base.storePull(batch([page(branch, 2, [card(7, 151, '改名了')])]))
  await vault.drafts.save('note:new:1', { text: '写了一半' })
  await vault.drafts.save('task:new', { title: '半个任务' })
  await vault.settings.set('look', { theme: 'dark' })
  return { device, vault, made, name: databaseName(vault.tag) }
}

/** Everything that a colleague would miss. */
async function contentOf(vault: OpenVault) {
  const names = new Map<string, unknown>()
  const { damaged, cursor } = await vault.base.load(
    (entries) => {
      for (const entry of entries) {
        if ('out' in entry) names.delete(entry.id)
        else names.set(entry.id, entry.data['name'] ?? entry.data['text'])
      }
    },
    {
      read(blobs) {
        for (const entry of entriesOf(blobs)) {
          if (!('out' in entry)) names.set(entry.id, entry.data['name'])
        }
        return true
      },
      onCurrent() {},
    },
  )
  const drafts = (await vault.drafts.keys()).toSorted()
  return {
    damaged,
    cursor,
    names: [...names].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    outbox: await vault.outbox.all(),
    journal: await vault.journal.from(1, 100),
    drafts: await Promise.all(drafts.map(async (key) => [key, await vault.drafts.load(key)])),
    unreadable: await vault.drafts.unreadable(),
    look: await vault.settings.get('look'),
  }
}

/** How many stored values open with these keys alone. */
async function openedBy(keys: VaultKeys, device: TestDevice, name: string): Promise<number> {
  const sealer = createSealer({ keys, database: name, epoch: sealEpoch })
  let count = 0
  const opens = async (places: string[], key: string | number, sealed: unknown) => {
    for (const place of places) {
      if ((await sealer.open(place, key, sealedBytes(sealed))).ok) count += 1
    }
  }
  for (const table of ['outbox', 'journal', 'drafts', 'settings', 'pages', 'rows']) {
    const rows: Record<string, unknown>[] = await onDisk(device, name, table, (store) =>
      store.getAll(),
    )
    for (const row of rows) {
      const key = row['n'] ?? row['number'] ?? row['name']
      const places = table === 'pages' ? ['pages', 'cards'] : [table]
      await opens(places, key as string | number, row['sealed'])
    }
  }
  const manifest: Record<string, unknown> = await onDisk(device, name, 'meta', (store) =>
    store.get('manifest'),
  )
  await opens(['meta'], `manifest|${String(manifest['generation'])}`, manifest['sealed'])
  return count
}

/** From here on the process dies at the n-th point where it could: what waits there waits for ever. */
function dieAt(n: number): Promise<void> {
  let left = n
  return new Promise((died) => {
    installFaults((point) => {
      if (point !== 'key-replaced' && point !== 'row-renewed') return undefined
      left -= 1
      if (left > 0) return undefined
      died()
      return new Promise(() => {})
    })
  })
}

/** Runs until it is done or dies; answers whether it was done. */
async function untilDeath(n: number, work: () => Promise<unknown>): Promise<boolean> {
  const death = dieAt(n)
  const isDone = await Promise.race([work().then(() => true), death.then(() => false)])
  installFaults(undefined)
  return isDone
}

/** Another tab, or the same device later, goes on working in between. */
async function goOn(vault: OpenVault, random: Random, step: number): Promise<void> {
  const what = randomInteger(random, 0, 4)
  if (what === 0) await vault.outbox.append([rename(300 + step, `第 ${step} 步`)])
  else if (what === 1) await vault.drafts.save('note:new:1', { text: `写到第 ${step} 步` })
  else if (what === 2) await vault.compact(true)
  else if (what === 3) {
    const pulled = page(branch, 2, [card(20 + step, 200 + step, `新名字 ${step}`)])
    await vault.base.storePull(batch([pulled]))
  } else await vault.drafts.remove('task:new')
}

const seeds = Array.from({ length: 4 }, (_, index) => `key-${index}`)

test.each(seeds)(
  '[KE8] seed %s: killed anywhere while it gets a new key, a vault opens with everything in it, and ends under the new key alone',
  async (seed) => {
    const random = seededRandom(seed)
    const { device, vault, name } = await fullVault()
    const formerKeys = vault.keys()
    const formerId = formerKeys.id
    let before = await contentOf(vault)
    expect(await openedBy(formerKeys, device, name)).toBeGreaterThan(10)
    vault.lock()
    let isReplaced = false
    for (let tries = 0; !isReplaced; tries += 1) {
      const dies = tries < 2 ? tries + 1 : 1_000_000
      await untilDeath(dies, () => replaceKey(device, vault.tag, password))
      const opened = await openAgain(device)
      isReplaced = opened.keys().id !== formerId
      expect(await contentOf(opened)).toEqual(before)
      opened.lock()
    }
    let deaths = 0
    for (let step = 0; ; step += 1) {
      const opened = await openAgain(device)
      expect({ step, ...(await contentOf(opened)) }).toEqual({ step, ...before })
      if (!opened.isResealing()) {
        opened.lock()
        break
      }
      await goOn(opened, random, step)
      before = await contentOf(opened)
      const isDone = await untilDeath(randomInteger(random, 1, 4), () => opened.reseal(noPause))
      deaths += isDone ? 0 : 1
      opened.lock()
    }
    expect(deaths).toBeGreaterThan(0)
    expect(await openedBy(formerKeys, device, name)).toBe(0)
    expect(await onDisk(device, name, 'slots', (store) => store.get('former-key'))).toBeUndefined()
    const last = await openAgain(device)
    await last.drafts.save('task:new', { title: '之后' })
    expect(await last.drafts.load('task:new')).toEqual({ title: '之后' })
    expect(await last.outbox.append([rename(999, '之后')])).toHaveLength(1)
    last.lock()
  },
)

test('[KE8] a tab with the former key writes nothing, reports nothing as lost, and is as one that is locked', async () => {
  const { device, vault: stale } = await fullVault()
  const before = await contentOf(stale)
  expect(await replaceKey(device, stale.tag, password)).toEqual({ ok: true, value: null })
  const fresh = await openAgain(device)
  await fresh.reseal(noPause)
  for (const call of [
    () => stale.outbox.append([rename(9, '九')]),
    () => stale.outbox.all(),
    () => stale.journal.from(1, 10),
    () => stale.base.load(() => {}),
    () => stale.drafts.save('note:new:1', { text: '别的' }),
    () => stale.settings.set('look', {}),
    () => rewrapPassword(device, stale, '别的 password'),
  ]) {
    await expect(call()).rejects.toBeInstanceOf(VaultLockedError)
  }
  expect(await contentOf(fresh)).toEqual(before)
  fresh.lock()
  expect(await contentOf(await openAgain(device))).toEqual(before)
})

test('[KE8][KE3][KE5] the recovery slot goes along with a new key, a passkey does not', async () => {
  const { device, vault, made, name } = await fullVault()
  const passkey = { credential: 'abc', transports: [], answer: new Uint8Array(32).fill(7) }
  await addPasskeySlot(device, vault, passkey)
  vault.lock()
  await replaceKey(device, vault.tag, password)
  expect(await listPasskeySlots(device, vault.tag)).toEqual([])
  expect(await unlockWithPasskey(device, vault.tag, passkey)).toMatchObject({ ok: false })
  expect(await replaceKey(device, vault.tag, '不是它')).toMatchObject({
    error: { type: 'wrong-password' },
  })
  const opened = await openAgain(device)
  const slot = await opened.recovery.keep(made.kept.key, owner)
  expect(await onDisk(device, name, 'slots', (store) => store.get('recovery'))).toEqual(slot)
  const key = await openRecoveryKey(crypto, made.kept, made.codes as [RecoveryCode, RecoveryCode])
  if (!key.ok) throw new Error('two codes open')
  const place = { purpose: 'vault-key', ...owner, subject: opened.keys().id } as const
  expect(await openBox(crypto, key.value, place, slot.box)).toMatchObject({ ok: true })
  opened.lock()
})

test('[KE7][KE8] the answer of a recovery opens the vault under the new password and a new key; a false one changes nothing', async () => {
  const { device, vault, made } = await fullVault()
  const before = await contentOf(vault)
  const formerId = vault.keys().id
  vault.lock()
  const next = '新的 password 2'
  const prepared = await prepareRecovery(device, vault.tag, next)
  if (!prepared.ok) throw new Error(prepared.error.type)
  const again = await prepareRecovery(device, vault.tag, next)
  expect(again).toMatchObject({
    value: { isKept: true, answer: { key: prepared.value.answer.key } },
  })
  const { slot, answer } = prepared.value
  const place = { owner: slot.owner, device: slot.device, subject: slot.keyId }
  const answerWith = (root: Uint8Array<ArrayBuffer>) =>
    sealTo(crypto, answer.key, { ...place, purpose: 'recovered-key' }, root)

  const wrong = await answerWith(crypto.getRandomValues(new Uint8Array(32)))
  expect(await openRecovered(device, prepared.value, wrong, next)).toEqual({
    ok: false,
    error: { type: 'unreadable' },
  })
  const stillThere = await openAgain(device)
  expect(await contentOf(stillThere)).toEqual(before)
  stillThere.lock()
  await discardRecovery(device, vault.tag)
  const other = await prepareRecovery(device, vault.tag, next)
  expect(other.ok && other.value.answer.key).not.toEqual(answer.key)

  const key = await openRecoveryKey(crypto, made.kept, made.codes as [RecoveryCode, RecoveryCode])
  if (!key.ok) throw new Error('two codes open')
  const root = await openBox(crypto, key.value, { ...place, purpose: 'vault-key' }, slot.box)
  if (!root.ok) throw new Error('the slot opens')
  const box = await answerWith(root.value)
  await untilDeath(1, () => openRecovered(device, prepared.value, box, next))
  const opened = await openRecovered(device, prepared.value, box, next)
  if (!opened.ok) throw new Error(opened.error.type)
  expect(opened.value.keys().id).not.toBe(formerId)
  expect(await contentOf(opened.value)).toEqual(before)
  await opened.value.reseal(noPause)
  expect(await contentOf(opened.value)).toEqual(before)
  opened.value.lock()
  const unlock = (secret: string) => unlockVault(device, { serverId, staffNo, password: secret })
  expect(await unlock(password)).toMatchObject({ error: { type: 'wrong-password' } })
  const last = await unlock(next)
  expect(last.ok && (await contentOf(last.value))).toEqual(before)
})

test('[KE5][KE7] a vault that was never sealed to a recovery key says so', async () => {
  const device = createDevice({ derive: cheapDerivation })
  const vault = await newVault(device)
  vault.lock()
  expect(await prepareRecovery(device, vault.tag, '新的 password 2')).toEqual({
    ok: false,
    error: { type: 'no-slot' },
  })
})
