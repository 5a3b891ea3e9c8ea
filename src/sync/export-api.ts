import { ok } from '#shared/domain/result.ts'
import type { ExportNotice, MaskedExports } from '#shared/protocol/export-message.ts'
import type { Api, ApiResult } from './api.ts'

/** SE7: has the server note an export in full, before there is one. */
export async function noteExport(
  { ask }: Pick<Api, 'ask'>,
  notice: ExportNotice,
): Promise<ApiResult<null>> {
  const noted = await ask('/api/exports', { method: 'POST', body: notice })
  return noted.ok ? ok(null) : noted
}

/** SE7: tells the server of exports that were masked, after they were made; again does no harm. */
export async function tellOfExports(
  { ask }: Pick<Api, 'ask'>,
  told: MaskedExports,
): Promise<ApiResult<null>> {
  const noted = await ask('/api/exports/masked', { method: 'POST', body: told })
  return noted.ok ? ok(null) : noted
}
