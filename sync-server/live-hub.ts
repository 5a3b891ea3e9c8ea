import { PassThrough } from 'node:stream'
import type { MovedEvent, ScopePositions } from '#shared/protocol/live-message.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import type { DevicePlaces } from './device-places.ts'
import type { Services } from './services.ts'

/** A comment every so often keeps proxies from closing the line, and shows when nobody listens any more. */
const heartbeatMs = 15_000

/** Who listens, as the session says it now. */
export interface Listener {
  device: string
  staffId: string
  scopes: readonly string[]
}

/** PL5: tells the connected devices which of their scopes moved, and nothing else. */
export interface LiveHub {
  /**
   * Opens a stream of events. `look` answers who listens, or undefined when the session is over; it is asked again at
   * every heartbeat, and when something of this very person moved: that is how the end of a session is told (SE2).
   */
  connect(look: () => Promise<Listener | undefined>): Promise<PassThrough | undefined>
  close(): void
}

interface Connection {
  stream: PassThrough
  scopes: ReadonlySet<string>
  /** The scope in which the end of this person's sessions is told. */
  own: string
  look: () => Promise<Listener | undefined>
}

export function createLiveHub(
  { store }: Pick<Services, 'store'>,
  places: DevicePlaces,
  onError: (error: unknown) => void,
): LiveHub {
  const connections = new Set<Connection>()
  async function tell(moved: readonly string[]): Promise<void> {
    const own = [...connections].filter((connection) => moved.includes(connection.own))
    await Promise.all(own.map(checkSession))
    const states = await store.read(({ scopes }) => scopes.states(moved))
    for (const { stream, scopes } of connections) {
      const news = [...states].filter(([scope]) => scopes.has(scope))
      const at = Object.fromEntries(news.map(([scope, { seq }]) => [scope, seq]))
      if (news.length > 0 && !stream.writableEnded) stream.write(eventOf(at))
    }
  }
  const stopListening = store.onMoved((moved) => {
    // A poke that is lost costs time and nothing else (PL5).
    if (connections.size > 0) tell(moved).catch(onError)
  })
  return {
    async connect(look) {
      const listener = await look()
      if (listener === undefined) return undefined
      const stream = new PassThrough()
      const connection: Connection = {
        stream,
        scopes: new Set(listener.scopes),
        own: staffScope(listener.staffId),
        look,
      }
      connections.add(connection)
      const leave = places.take(listener.device, () => stream.end())
      const beat = () => {
        beatFor(connection).catch((error: unknown) => {
          stream.destroy(error instanceof Error ? error : new Error('check failed'))
        })
      }
      const heartbeat = setInterval(beat, heartbeatMs)
      stream.once('close', () => {
        clearInterval(heartbeat)
        connections.delete(connection)
        leave()
      })
      // A proxy that waits for the first byte gets one.
      stream.write(': connected\n\n')
      // The session may have ended between the look and the place among those who are told.
      await checkSession(connection)
      return stream
    },
    close() {
      stopListening()
      for (const { stream } of connections) stream.end()
    },
  }
}

/** Ends the stream of a session that is over; else it hears what its person may see by now. */
async function checkSession(connection: Connection): Promise<void> {
  const listener = await connection.look()
  if (connection.stream.writableEnded) return
  if (listener === undefined) connection.stream.end()
  else connection.scopes = new Set(listener.scopes)
}

async function beatFor(connection: Connection): Promise<void> {
  await checkSession(connection)
  if (!connection.stream.writableEnded) connection.stream.write(': still here\n\n')
}

/** The id is where these scopes stand: who has pulled so far already need not ask. */
function eventOf(at: ScopePositions): string {
  const moved: MovedEvent = { scopes: Object.keys(at) }
  return `event: moved\nid: ${JSON.stringify(at)}\ndata: ${JSON.stringify(moved)}\n\n`
}
