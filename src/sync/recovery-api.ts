import type * as z from 'zod/mini'
import {
  OpenRecoveryResponse,
  OwnRecoveryAnswer,
  RecoveryKeyAnswer,
  RecoveryOverview,
  type AnswerRecoveryRequest,
  type AskRecoveryRequest,
  type MakeRecoveryKeyRequest,
  type RecoverySlotRequest,
  type RequestRecoveryRequest,
} from '#shared/protocol/recovery-message.ts'
import type { ApiResult } from './api.ts'

/** KE5, KE7: what the server is asked for around the recovery of vaults. */
export interface RecoveryApi {
  recoveryKey: () => Promise<ApiResult<RecoveryKeyAnswer>>
  keepRecoverySlot: (slot: RecoverySlotRequest) => Promise<ApiResult<null>>
  /** Of this device. */
  ownRecovery: () => Promise<ApiResult<OwnRecoveryAnswer>>
  askRecovery: (request: AskRecoveryRequest) => Promise<ApiResult<OwnRecoveryAnswer>>
  recoveryDone: () => Promise<ApiResult<null>>
  /** The rest is for administrators. */
  recoveries: () => Promise<ApiResult<RecoveryOverview>>
  makeRecoveryKey: (request: MakeRecoveryKeyRequest) => Promise<ApiResult<null>>
  requestRecovery: (id: string, request: RequestRecoveryRequest) => Promise<ApiResult<null>>
  approveRecovery: (id: string) => Promise<ApiResult<null>>
  refuseRecovery: (id: string) => Promise<ApiResult<null>>
  openRecovery: (id: string) => Promise<ApiResult<OpenRecoveryResponse>>
  answerRecovery: (id: string, request: AnswerRecoveryRequest) => Promise<ApiResult<null>>
}

interface Ways {
  get<Value>(path: string, schema: z.ZodMiniType<Value>): Promise<ApiResult<Value>>
  post<Value>(path: string, body: unknown, schema: z.ZodMiniType<Value>): Promise<ApiResult<Value>>
  done(path: string, body: unknown): Promise<ApiResult<null>>
}

export function recoveryApi({ get, post, done }: Ways): RecoveryApi {
  return {
    recoveryKey: () => get('/api/recovery/key', RecoveryKeyAnswer),
    keepRecoverySlot: (body) => done('/api/recovery/slot', body),
    ownRecovery: () => get('/api/recovery', OwnRecoveryAnswer),
    askRecovery: (body) => post('/api/recovery/ask', body, OwnRecoveryAnswer),
    recoveryDone: () => done('/api/recovery/done', {}),
    recoveries: () => get('/admin/recovery', RecoveryOverview),
    makeRecoveryKey: (body) => done('/admin/recovery/key', body),
    requestRecovery: (id, body) => done(`/admin/recovery/${id}/request`, body),
    approveRecovery: (id) => done(`/admin/recovery/${id}/approve`, {}),
    refuseRecovery: (id) => done(`/admin/recovery/${id}/refuse`, {}),
    openRecovery: (id) => post(`/admin/recovery/${id}/open`, {}, OpenRecoveryResponse),
    answerRecovery: (id, body) => done(`/admin/recovery/${id}/answer`, body),
  }
}
