import { PassThrough } from 'node:stream'
import { MovedEvent } from '#shared/protocol/live-message.ts'
import type { Services } from './services.ts'

/** A comment every so often keeps proxies from closing the line, and shows when nobody listens any more. */
const heartbeatMs = 15_000

/** PL5: tells the connected devices which of their scopes moved, and nothing else. */
export interface LiveHub {
  /**
   * Opens a stream of events. `scopesOf` answers the scopes that the session holds now, or undefined
   * when it is over; it is asked again at every heartbeat.
   */
  connect(scopesOf: () => Promise<readonly string[] | undefined>): Promise<PassThrough | undefined>
  close(): void
}

interface Connection {
  stream: PassThrough
  scopes: ReadonlySet<string>
}

export function createLiveHub({ store }: Services): LiveHub {
  const connections = new Set<Connection>()
  const stopListening = store.onMoved((moved) => {
    for (const { stream, scopes } of connections) {
      const seen = moved.filter((scope) => scopes.has(scope))
      if (seen.length > 0) stream.write(eventOf({ scopes: seen }))
    }
  })
  return {
    async connect(scopesOf) {
      const scopes = await scopesOf()
      if (scopes === undefined) return undefined
      const connection: Connection = { stream: new PassThrough(), scopes: new Set(scopes) }
      connections.add(connection)
      const beat = () => {
        checkSession(connection, scopesOf).catch((error: unknown) => {
          connection.stream.destroy(error instanceof Error ? error : new Error('check failed'))
        })
      }
      const heartbeat = setInterval(beat, heartbeatMs)
      connection.stream.once('close', () => {
        clearInterval(heartbeat)
        connections.delete(connection)
      })
      // A proxy that waits for the first byte gets one.
      connection.stream.write(': connected\n\n')
      return connection.stream
    },
    close() {
      stopListening()
      for (const { stream } of connections) stream.end()
    },
  }
}

async function checkSession(
  connection: Connection,
  scopesOf: () => Promise<readonly string[] | undefined>,
): Promise<void> {
  const scopes = await scopesOf()
  if (scopes === undefined) {
    connection.stream.end()
    return
  }
  connection.scopes = new Set(scopes)
  connection.stream.write(': still here\n\n')
}

function eventOf(moved: MovedEvent): string {
  return `event: moved\ndata: ${JSON.stringify(moved)}\n\n`
}
