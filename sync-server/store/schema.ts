import type { Generated } from 'kysely'

/** The tables as Kysely sees them. Instants are ms, booleans 0 or 1, JSON is text. */
export interface Tables {
  meta: { key: string; value: string }
  branches: { id: string; name: string; code: string }
  staff: {
    id: string
    staff_no: string
    name: string
    role: string
    branch_id: string
    active: number
    password_hash: string
    created_at: number
  }
  sessions: {
    token_hash: string
    staff_id: string
    device: string
    created_at: number
    expires_at: number
    parent: string | null
    used_at: number | null
    seen_at: Generated<number>
    spent_at: number | null
  }
  passkeys: {
    id: string
    staff_id: string
    credential: string
    user_handle: string
    public_key: string
    counter: number
    transports: string
    synced: number
    name: string
    created_at: number
    last_used_at: number | null
  }
  passkey_challenges: {
    challenge: string
    bound_to: string
    user_handle: string | null
    expires_at: number
  }
  devices: {
    device: string
    staff_id: string
    epoch: string
    last_n: number
    seen_at: number
    last_local_n: number
    unsynced_count: number
    oldest_unsynced_at: number | null
    reported_at: number | null
    first_seen_at: number | null
    browser: string | null
    platform: string | null
    vault_lost_at: number | null
  }
  past_epochs: { epoch: string; device: string; last_n: number; ended_at: number }
  scopes: { scope: string; seq: number; count: number; checksum: number; floor: Generated<number> }
  records: {
    type: string
    id: string
    scope: string
    tier: number
    seq: number
    body: string
  }
  outs: { scope: string; type: string; id: string; tier: number; seq: number; at: number }
  results: {
    device: string
    epoch: string
    n: number
    operation_id: string
    body_hash: string
    result: string
  }
  quarantine: {
    device: string
    epoch: string
    n: number
    staff_id: string
    at: number
    reason: string
    operation: string
    waits_for: string | null
  }
  moves: { customer: string; from_staff: string; to_staff: string; at: number; handover: string }
  handed_over: {
    issue: string
    author_issue: string
    author: string
    holder: string
    customer: string
    record_type: string
    record_id: string
    received_at: number
    clock_offset: number
    state: string
  }
  receipts: {
    device: string
    scope: string
    row_count: number
    checksum: number
    staff_id: string
    at: number
  }
  masked_exports: { staff_id: string; id: string }
  erasures: { id: string; customer: string; at: number; certificate: string }
  erased_records: { id: string; type: string; erasure: string }
  erasure_places: { erasure: string; scope: string; tier: number; seq: number }
  erasure_devices: {
    erasure: string
    device: string
    staff_id: string
    confirmed_at: number | null
  }
  recovery_keys: {
    id: string
    kept: string
    made_at: number
    made_by: string | null
    in_use: number
  }
  recovery_slots: {
    device: string
    recovery_key: string
    vault_key: string
    box: string
    at: number
  }
  recoveries: {
    id: string
    device: string
    staff_id: string
    answer_key: string
    slot: string
    state: string
    asked_at: number
    expires_at: number
    reason: string | null
    requested_by: string | null
    approved_by: string | null
    box: string | null
    rescued: number | null
  }
  device_secrets: { device: string; secret: string }
  wipes: {
    device: string
    staff_id: string
    ordered_at: number
    told_at: number | null
    rescued_at: number | null
    rescued: number | null
    rescue: string | null
    answer_key: string | null
    opened_at: number | null
    confirmed_at: number | null
    lost: number | null
  }
  numbers: { series: string; last: number }
  failures: { key: string; count: number; last_at: number }
  audit: {
    no: number
    at: number
    staff_id: string | null
    device: string | null
    what: string
    ref_type: string | null
    ref_id: string | null
    operation_id: string | null
    code: string | null
    claimed_at: number | null
    previous: string
    hash: string
  }
}
