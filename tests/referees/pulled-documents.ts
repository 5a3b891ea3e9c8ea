import type { Answer, RecordBody } from './foreign-wire.ts'
import type { Doc } from './state-difference.ts'

export interface Incoming {
  /** What RxDB has to take in, deletions included. */
  documents: Doc[]
  /** The records of the answer by id, archived ones marked as deleted. */
  current: Map<string, Doc>
}

interface Held {
  byIds(ids: string[]): Promise<Doc[]>
  all(): Promise<Doc[]>
}

/** What one answer means for the documents of one record type: rows, outs, and scopes that are not held any more. */
export async function documentsOf(answer: Answer, type: string, held: Held): Promise<Incoming> {
  const current = new Map<string, Doc>()
  for (const { scope, records } of answer.pages) {
    for (const [seq, body] of records) {
      if (body.type === type) current.set(body.id, asDocument(scope, seq, body))
    }
  }
  const leaving = [...(await left(answer, type, held)), ...(await withoutScope(answer, held))]
  const gone = leaving
    .filter(({ id }) => !current.has(id))
    .map((doc) => ({ ...doc, deleted: true }))
  return { documents: [...current.values(), ...gone], current }
}

function asDocument(scope: string, seq: number, { id, data, archivedAt }: RecordBody): Doc {
  return { id, scope, seq, data, deleted: archivedAt !== undefined }
}

/** “Drop the row of that scope if its seq is lower.” */
async function left({ pages }: Answer, type: string, held: Held): Promise<Doc[]> {
  const outs = pages.flatMap(({ scope, outs = [] }) =>
    outs.flatMap(([seq, outType, id]) => (outType === type ? [{ scope, seq, id }] : [])),
  )
  const documents = await held.byIds(outs.map(({ id }) => id))
  return documents.filter((doc) =>
    outs.some(({ scope, seq, id }) => id === doc.id && scope === doc.scope && doc.seq < seq),
  )
}

/** “What is not named there is to be removed”, and “a checkpoint with no scopes at all: remove nothing for it”. */
async function withoutScope({ checkpoint }: Answer, held: Held): Promise<Doc[]> {
  const scopes = Object.keys(checkpoint?.scopes ?? {})
  if (scopes.length === 0) return []
  const documents = await held.all()
  return documents.filter(({ scope }) => scope !== '' && !scopes.includes(scope))
}
