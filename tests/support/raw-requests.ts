import { connect } from 'node:net'

/** Sends the head of a request and half of its body, and hangs up. */
export function sendHalf(
  address: string,
  headers: Record<string, string>,
  body: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    const socket = connect(Number(port), hostname, () => {
      const all = { ...headers, 'content-length': String(Buffer.byteLength(body)) }
      socket.end(headOf(address, all) + body.slice(0, body.length / 2))
    })
    socket.once('error', reject)
    socket.once('close', () => resolve())
    socket.resume()
  })
}

/** The first line of the answer to a body of so many bytes that is announced and never sent. */
export function answerToPromise(address: string, cookie: string, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    const headers = {
      'content-length': String(bytes),
      'content-type': 'application/json',
      'x-branchbook': '1',
      cookie,
    }
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${headOf(address, headers)}{`)
    })
    socket.once('error', reject)
    socket.once('data', (chunk) => {
      resolve(chunk.toString().split('\r\n')[0] ?? '')
      socket.destroy()
    })
  })
}

function headOf(address: string, headers: Record<string, string>): string {
  const { host, pathname } = new URL(address)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`)
  return [`POST ${pathname} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}
