import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { deriveHere, floorParameters } from '#vault/argon2.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { openDirectory } from '#vault/vault-directory.ts'

export const serverId = 'b2a1c0de-0000-4000-8000-000000000001'
export const staffNo = '100233'
export const password = '正确 horse battery'

/** A device with its own IndexedDB; the rest is the real vault, at the cheapest allowed derivation. */
export interface TestDevice extends VaultDevice {
  factory: IDBFactory
}

export function createDevice(change: Partial<VaultDevice> = {}): TestDevice {
  const factory = new IDBFactory()
  const databases = { indexedDB: factory, IDBKeyRange }
  return {
    factory,
    databases,
    directory: openDirectory(databases),
    derive: deriveHere,
    chooseParameters: () => Promise.resolve(floorParameters),
    freeSpace: () => Promise.resolve(null),
    now: Date.now,
    ...change,
  }
}

/** For tests that open a vault many times; what a derivation costs and keeps is tested elsewhere. */
export const cheapDerivation: VaultDevice['derive'] = async (secret, salt) => {
  const text = new TextEncoder().encode(`${secret}|${String(salt)}`)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text))
}

export async function newVault(device: VaultDevice): Promise<OpenVault> {
  const made = await createVault(device, { serverId, staffNo, password })
  if (!made.ok) throw new Error(made.error.type)
  return made.value
}

/** The same vault again, as another tab or after a lock. */
export async function openAgain(device: VaultDevice): Promise<OpenVault> {
  const opened = await unlockVault(device, { serverId, staffNo, password })
  if (!opened.ok) throw new Error(opened.error.type)
  return opened.value
}

/** Past the vault: plain requests on one object store, as somebody with the disk could make them. */
export async function onDisk<Value>(
  device: TestDevice,
  name: string,
  table: string,
  act: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await settled(device.factory.open(name))
  try {
    return await settled(act(database.transaction(table, 'readwrite').objectStore(table)))
  } finally {
    database.close()
  }
}

/** All bytes and texts in all databases of a device, as Latin-1 text and as UTF-8 text. */
export async function everythingStored(device: TestDevice): Promise<string> {
  const parts: string[] = []
  for (const { name } of await device.factory.databases()) {
    if (name === undefined) continue
    parts.push(name)
    const database = await settled(device.factory.open(name))
    for (const table of database.objectStoreNames) {
      const store = database.transaction(table).objectStore(table)
      for (const value of await settled(store.getAll())) collect(value, parts)
      for (const key of await settled(store.getAllKeys())) parts.push(String(key))
    }
    database.close()
  }
  return parts.join('\n')
}

function collect(value: unknown, parts: string[]): void {
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    parts.push(bytes.toString('latin1'), bytes.toString('utf8'), bytes.toString('utf16le'))
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      parts.push(key)
      collect(inner, parts)
    }
  } else parts.push(String(value))
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')))
  })
}
