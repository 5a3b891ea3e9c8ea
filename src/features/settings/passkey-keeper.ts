import type { PasskeyListItem } from '#shared/protocol/passkey-message.ts'
import type { ApiResult } from '#sync/api.ts'

/** The own passkeys, and which of them open the vault of this device (by credential). */
export interface PasskeysHere {
  passkeys: PasskeyListItem[]
  here: readonly string[]
}

/** Why something was not done, in words; at the password field, or `half`: the passkey has to be asked once more. */
export interface Trouble {
  at: 'password' | 'form' | 'half'
  text: string
}

/** KE3: what a person does with the own passkeys on this device; each answers what went wrong, or null when it is done. */
export interface PasskeyKeeper {
  load(): Promise<ApiResult<PasskeysHere>>
  add(form: { name: string; password: string }): Promise<Trouble | null>
  /** After `half`. */
  finish(): Promise<Trouble | null>
  openHere(passkey: PasskeyListItem, password: string): Promise<Trouble | null>
  remove(passkey: PasskeyListItem): Promise<Trouble | null>
}
