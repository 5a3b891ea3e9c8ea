import { ok } from '#shared/domain/result.ts'
import { MaskedExport, mostMaskedExports } from '#shared/protocol/export-message.ts'
import type { Drafts } from '#vault/vault.ts'
import type { Api, ApiResult } from './api.ts'
import { tellOfExports } from './export-api.ts'

const prefix = 'masked-export:'

/**
 * SE7: seals that a file is about to be made in which what is masked stays so. It lies with the drafts, strictly durable, each
 * under a name of its own, because two tabs may note one at once. Rejects when it could not be stored: then there is no file.
 */
export async function keepMaskedExport(
  drafts: Pick<Drafts, 'save'>,
  made: MaskedExport,
): Promise<void> {
  await drafts.save(prefix + made.id, made)
}

interface TellingParts {
  drafts: Pick<Drafts, 'keys' | 'load' | 'remove'>
  api: Pick<Api, 'ask'>
  /** Instant in ms. */
  now: () => number
}

/**
 * SE7: tells the server what waits here, and forgets what it has noted. What was told and not forgotten, because the page ended
 * between the two, is told again and stays one row. Rejects when the vault cannot be read.
 */
export async function tellMaskedExports({
  drafts,
  api,
  now,
}: TellingParts): Promise<ApiResult<null>> {
  const waiting = await waitingIn(drafts)
  for (let first = 0; first < waiting.length; first += mostMaskedExports) {
    const exports = waiting.slice(first, first + mostMaskedExports)
    const told = await tellOfExports(api, { sentAt: now(), exports })
    if (!told.ok) return told
    for (const { id } of exports) await drafts.remove(prefix + id)
  }
  return ok(null)
}

/** VA3: one that does not open keeps no other back, and stays where it is. */
async function waitingIn(drafts: TellingParts['drafts']): Promise<MaskedExport[]> {
  const names = (await drafts.keys()).filter((name) => name.startsWith(prefix))
  const found = await Promise.all(names.map((name) => drafts.load(name)))
  return found.flatMap((value) => {
    const parsed = MaskedExport.safeParse(value)
    return parsed.success ? [parsed.data] : []
  })
}
