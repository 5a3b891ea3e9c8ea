import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { startCluster, sharedCluster } from './postgres.ts'

/**
 * Around all tests: one PostgreSQL for every file that asks for one, started when the first does. Each test still has a
 * database of its own; what is saved is the making of a dozen clusters.
 */
export async function setup(): Promise<() => Promise<void>> {
  let cluster: ReturnType<typeof startCluster> | undefined
  const broker = createServer((_request, response) => {
    cluster ??= startCluster({ durable: false })
    cluster.then(
      ({ address }) => response.end(address),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  broker.listen(0, '127.0.0.1')
  await once(broker, 'listening')
  const { port } = broker.address() as AddressInfo
  process.env[sharedCluster] = `http://127.0.0.1:${port}`
  return async () => {
    broker.close()
    broker.closeAllConnections()
    await (await cluster)?.stop()
  }
}
