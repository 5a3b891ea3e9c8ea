import { ok } from '#shared/domain/result.ts'
import type { ExportNotice } from '#shared/protocol/export-message.ts'
import type { Api, ApiResult } from './api.ts'

/** SE7: has the server note an export in full, before there is one. */
export async function noteExport(
  { ask }: Pick<Api, 'ask'>,
  notice: ExportNotice,
): Promise<ApiResult<null>> {
  const noted = await ask('/api/exports', { method: 'POST', body: notice })
  return noted.ok ? ok(null) : noted
}
