import { createServer } from 'node:http'

/** What an older server answered, by path; `pull` as it came over the wire. */
export interface Recording {
  hello: object
  session: object
  pull: string
  /** The answer to a push. */
  push: (body: { operations: { n: number }[] }) => object
}

/** A server that answers what an older one did answer. */
export interface RecordedServer {
  url: string
  /** Bodies of the pulls. */
  pulls: unknown[]
  close(): Promise<void>
}

export async function startRecordedServer(recording: Recording): Promise<RecordedServer> {
  const pulls: unknown[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}')
    if (request.url === '/sync/pull') pulls.push(body)
    const { status = 200, type = 'application/json', text } = answerTo(request.url, body, recording)
    response.writeHead(status, { 'content-type': type }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    pulls,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function answerTo(
  path: string | undefined,
  body: unknown,
  { hello, session, push, pull }: Recording,
): { status?: number; type?: string; text: string } {
  switch (path) {
    case '/api/hello':
      return { text: JSON.stringify(hello) }
    case '/api/sign-in':
      return { text: JSON.stringify(session) }
    case '/sync/push':
      return { text: JSON.stringify(push(Object(body))) }
    case '/sync/pull':
      return { type: 'application/x-ndjson', text: pull }
    default: {
      const problem = { type: '/problems/not-found', title: 'No such address.', status: 404 }
      return { status: 404, type: 'application/problem+json', text: JSON.stringify(problem) }
    }
  }
}
