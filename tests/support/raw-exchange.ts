import { connect } from 'node:net'

/** Sends bytes as they are, whatever they are, and answers everything that comes back until the server hangs up. */
export function rawExchange(address: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.once('error', reject)
    socket.once('close', () => resolve(answer))
  })
}

/** The status of each answer on a connection. */
export function statusesOf(answer: string): number[] {
  return [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((found) => Number(found[1]))
}
