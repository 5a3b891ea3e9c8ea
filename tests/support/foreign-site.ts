import { once } from 'node:events'
import { createServer } from 'node:http'
import { freePort } from './free-port.ts'

export interface ForeignSite {
  /** The same machine under another port: another origin, but for cookies the same site. */
  sameSite: string
  /** Another host: another site. */
  crossSite: string
  close(): Promise<void>
}

/** Pages of somebody else, on every address of this machine, with no policy of their own. */
export async function startForeignSite(): Promise<ForeignSite> {
  const port = await freePort()
  const server = createServer((_request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' })
    answer.end('<!doctype html><title>Elsewhere</title><body>')
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    sameSite: `http://localhost:${port}`,
    crossSite: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
