import { expect, test } from 'vitest'
import { createTurns } from '#vault/in-turn.ts'
import { VaultLockedError } from '#vault/vault-errors.ts'

test('[KE6] what a lock interrupts ends as locked, whatever the closed database says', async () => {
  let isLocked = false
  const inTurn = createTurns(() => {
    if (isLocked) throw new VaultLockedError()
  })
  const interrupted = inTurn(() => {
    isLocked = true
    return Promise.reject(new Error('The database was closed.'))
  })
  await expect(interrupted).rejects.toBeInstanceOf(VaultLockedError)
  isLocked = false
  await expect(inTurn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(inTurn(() => Promise.resolve(1))).resolves.toBe(1)
})
