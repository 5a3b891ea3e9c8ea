import type { AuditHead } from './audit-head.ts'
import type { Services } from './services.ts'
import { type AuditVerdict, verifyWithHeads } from './verify-heads.ts'

/** SE6: what a running server has at hand to judge its audit by. */
export interface AuditEvidence {
  /** The signed heads beside the database. */
  heads(): Promise<AuditHead[]>
  publicKey: string
}

/** Looks the chain through when somebody asks, beside everything else. */
export interface AuditWatch {
  /** Rows so far while the chain is looked through, else null. */
  running(): { done: number } | null
  /** Begins, unless it is under way. What comes of it is a row of the audit. */
  start(by: { staffId: string; device: string }): void
  /** The last head that was signed; undefined when none was. */
  lastHead(): Promise<AuditHead | undefined>
  /** Ends when what was begun has ended. */
  settled(): Promise<void>
}

export function createAuditWatch(
  { store, clock }: Services,
  evidence: AuditEvidence | undefined,
  onError: (error: unknown) => void,
): AuditWatch {
  let done: number | null = null
  let work = Promise.resolve()

  async function lookThrough(by: { staffId: string; device: string }): Promise<void> {
    const heads = (await evidence?.heads()) ?? []
    // Page by page, each of its own moment: rows are only added, and nobody who reads is held up.
    const reader = {
      audit: {
        after: (no: number, most: number) => store.read(({ audit }) => audit.after(no, most)),
      },
      meta: { get: () => store.read(({ meta }) => meta.get()) },
    }
    const verdict = await verifyWithHeads(reader, heads, evidence?.publicKey, (no) => {
      done = no
    })
    const at = clock()
    await store.write(at, async ({ audit }) => {
      audit.add({ at, what: 'audit-verified', ...by, code: codeOf(verdict) })
    })
  }

  return {
    running: () => (done === null ? null : { done }),
    start(by) {
      if (done !== null) return
      done = 0
      work = lookThrough(by)
        .catch(onError)
        .finally(() => {
          done = null
        })
    },
    lastHead: async () => (await evidence?.heads())?.at(-1),
    settled: () => work,
  }
}

/** `whole 1200` or `broken 17`: the rows that were looked through, or the first that is wrong. */
function codeOf(verdict: AuditVerdict): string {
  if (verdict.ok) return `whole ${verdict.rows}`
  return `broken ${'row' in verdict ? verdict.row : verdict.head.no}`
}

/** Reads what `codeOf` wrote; undefined for anything else. */
export function readVerdict(
  code: string | null | undefined,
): { whole: boolean; row: number } | undefined {
  const [, word, row] = /^(whole|broken) (\d+)$/.exec(code ?? '') ?? []
  return word === undefined ? undefined : { whole: word === 'whole', row: Number(row) }
}
