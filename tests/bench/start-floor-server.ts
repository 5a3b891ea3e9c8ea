import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** The least a server can be: files of a folder, and one answer that was compressed beforehand. */
export async function startFloorServer(
  folder: string,
  answer: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const compressed = gzipSync(answer, { level: 1 })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/pull') {
      response.writeHead(200, {
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
      })
      response.end(compressed)
      return
    }
    readFile(join(folder, pathname)).then(
      (content) => {
        const type = types[extname(pathname)] ?? 'application/octet-stream'
        response.writeHead(200, { 'content-type': type }).end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections()
        server.close((error) => (error === undefined ? resolve() : reject(error)))
      }),
  }
}
