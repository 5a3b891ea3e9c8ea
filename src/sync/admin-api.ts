import type * as z from 'zod/mini'
import { ok } from '#shared/domain/result.ts'
import {
  type AuditFilter,
  type AuditSearchRequest,
  AuditSearchResponse,
  AuditState,
} from '#shared/protocol/audit-message.ts'
import { BackupState } from '#shared/protocol/backup-message.ts'
import {
  type AddBranchRequest,
  BranchAnswer,
  type ChangeBranchRequest,
} from '#shared/protocol/branch-message.ts'
import {
  type PublishRulesRequest,
  type PublishYearRequest,
  RulesAnswer,
} from '#shared/protocol/rule-message.ts'
import { type Api, type ApiResult, parsed } from './api.ts'

/** What the administrator's pages ask the server for; apart from `Api`, so that it comes with those pages. */
export interface AdminApi {
  addBranch: (branch: AddBranchRequest) => Promise<ApiResult<BranchAnswer>>
  changeBranch: (id: string, change: ChangeBranchRequest) => Promise<ApiResult<BranchAnswer>>
  publishRules: (rules: PublishRulesRequest) => Promise<ApiResult<RulesAnswer>>
  publishYear: (plan: PublishYearRequest) => Promise<ApiResult<RulesAnswer>>
  withdrawRules: (id: string, withdrawn: boolean) => Promise<ApiResult<RulesAnswer>>
  searchAudit: (request: AuditSearchRequest) => Promise<ApiResult<AuditSearchResponse>>
  /** A table as text (CSV). */
  exportAudit: (filter: AuditFilter) => Promise<ApiResult<string>>
  auditState: () => Promise<ApiResult<AuditState>>
  verifyAudit: () => Promise<ApiResult<null>>
  backupState: () => Promise<ApiResult<BackupState>>
  startBackup: () => Promise<ApiResult<null>>
}

export function createAdminApi({ ask }: Pick<Api, 'ask'>): AdminApi {
  async function answer<Value>(
    schema: z.ZodMiniType<Value>,
    path: string,
    sent?: { method: 'POST' | 'PATCH'; body: unknown },
  ): Promise<ApiResult<Value>> {
    return parsed(await ask(path, sent), schema)
  }
  const begin = async (path: string): Promise<ApiResult<null>> => {
    const begun = await ask(path, { method: 'POST', body: {} })
    return begun.ok ? ok(null) : begun
  }
  return {
    addBranch: (body) => answer(BranchAnswer, '/admin/branches', { method: 'POST', body }),
    changeBranch: (id, body) =>
      answer(BranchAnswer, `/admin/branches/${id}`, { method: 'PATCH', body }),
    publishRules: (body) => answer(RulesAnswer, '/admin/rules', { method: 'POST', body }),
    publishYear: (body) => answer(RulesAnswer, '/admin/rules/years', { method: 'POST', body }),
    withdrawRules: (id, withdrawn) =>
      answer(RulesAnswer, `/admin/rules/${id}`, { method: 'PATCH', body: { withdrawn } }),
    searchAudit: (body) =>
      answer(AuditSearchResponse, '/admin/audit/search', { method: 'POST', body }),
    exportAudit: (filter) => ask('/admin/audit/export', { method: 'POST', body: { filter } }),
    auditState: () => answer(AuditState, '/admin/audit/state'),
    verifyAudit: () => begin('/admin/audit/verify'),
    backupState: () => answer(BackupState, '/admin/backups'),
    startBackup: () => begin('/admin/backups'),
  }
}
