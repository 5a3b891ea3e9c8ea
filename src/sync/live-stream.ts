import { MovedEvent, ScopePositions } from '#shared/protocol/live-message.ts'
import type { Api } from './api.ts'
import { endedBy, type SetTimer } from './live-timing.ts'

/** Something moved to these positions; null: something may have moved, nobody says how far. */
export type OnMoved = (at: ScopePositions | null) => void

/**
 * How a stream of events ended. `refused`: never opened; `held-back`: nothing arrived although the server speaks first;
 * `cut`: broke off before it had lasted; `lasted`: broke off later, as lines do.
 */
export type StreamEnding = 'signed-out' | 'refused' | 'held-back' | 'cut' | 'lasted'

export interface StreamParts {
  api: Pick<Api, 'live'>
  setTimer: SetTimer
  /** Ends the stream. */
  signal: AbortSignal
  /** The first words arrived. */
  onOpen: () => void
  /** More arrived: nothing on the way waits for the end of the answer. */
  onSteady: () => void
  onMoved: OnMoved
}

/** The server says `: connected` at once; what is silent for so long (ms) is held back on the way. */
const firstWords = 5_000
/** The server sends a comment every 15 s; three of them missed is a dead line (ms). */
const longestSilence = 45_000
/** A line that lived so long (ms) was good; a shorter life counts as a failure. */
const lasting = 60_000

/**
 * One stream from its request to its end. Read with `fetch`, because `EventSource` neither tells a 401 from a cut nor
 * notices a line that is dead but open.
 */
export async function readStream(parts: StreamParts): Promise<StreamEnding> {
  const { api, setTimer, signal } = parts
  const cut = endedBy(signal)
  let ending: StreamEnding = 'refused'
  let cancelSilence = setTimer(() => {
    ending = 'held-back'
    cut.abort()
  }, firstWords)
  const cancelLasting = setTimer(() => {
    if (ending === 'cut') ending = 'lasted'
  }, lasting)
  const onBytes = (): void => {
    cancelSilence()
    cancelSilence = setTimer(() => cut.abort(), longestSilence)
    if (ending === 'refused') {
      ending = 'cut'
      parts.onOpen()
    } else parts.onSteady()
  }
  try {
    const answer = await api.live(cut.signal)
    if (!answer.ok) return answer.error.type === 'signed-out' ? 'signed-out' : ending
    await readEvents(answer.value, onBytes, parts.onMoved)
    return ending
  } finally {
    cancelSilence()
    cancelLasting()
    cut.abort()
  }
}

async function readEvents(
  stream: ReadableStream<Uint8Array>,
  onBytes: () => void,
  onMoved: OnMoved,
): Promise<void> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    // A line that breaks while it is read has ended, like one that the server ends.
    const read = await reader.read().catch(() => ({ done: true, value: undefined }) as const)
    if (read.done) return
    onBytes()
    text += decoder.decode(read.value, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const moved = movedBy(event)
      if (moved !== null) onMoved(moved.at)
    }
  }
}

/** What an event says; `at` null when it does not say where its scopes stand. Null for anything but `moved`. */
function movedBy(event: string): { at: ScopePositions | null } | null {
  const fields = new Map(
    event.split('\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    }),
  )
  if (fields.get('event') !== 'moved') return null
  const moved = MovedEvent.safeParse(json(fields.get('data')))
  // Not an event of this version; the next poll brings whatever it meant.
  if (!moved.success) return null
  const at = ScopePositions.safeParse(json(fields.get('id')))
  const isWhole = at.success && moved.data.scopes.every((scope) => at.data[scope] !== undefined)
  return { at: isWhole ? at.data : null }
}

/** `undefined` for what is missing or no JSON: no schema accepts it. */
function json(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
