import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compiledCode } from './compiled-code.ts'
import { freePort } from './free-port.ts'

export interface ServerProcess {
  url: string
  folder: string
  /** Everything it printed so far. */
  output(): string
  /** SIGKILL: nothing is tidied up. */
  kill(): Promise<void>
  /** SIGTERM: requests are drained; answers the exit code. */
  stop(): Promise<number | null>
  /** Starts again on the same folder and port. */
  restart(): Promise<void>
  /** Stops it and removes the folder. */
  dispose(): Promise<void>
}

export interface ServerProcessOptions {
  /** The demonstration with so many customers, instead of an empty server. */
  demoCustomers?: number
  demoPassword?: string
  /** A data folder that is kept. */
  folder?: string
  environment?: Record<string, string>
}

/** Starts the real `node sync-server/main.ts` on a free port and a temporary folder, and waits until it is ready. */
export async function startServerProcess({
  demoCustomers,
  demoPassword = 'demo password 1',
  folder: kept,
  environment = {},
}: ServerProcessOptions = {}): Promise<ServerProcess> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'branchbook-process-')))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const root = join(import.meta.dirname, '..', '..')
  const script =
    demoCustomers === undefined
      ? ['sync-server/main.ts']
      : ['sync-server/demo/main.ts', '--customers', String(demoCustomers)]
  let printed = ''
  let child: ChildProcess

  const start = async () => {
    child = spawn(process.execPath, script, {
      cwd: root,
      env: {
        ...process.env,
        ...compiledCode,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: folder,
        DEMO_PASSWORD: demoPassword,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    await untilReady(url, child, () => printed)
  }
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
    return child.exitCode
  }
  try {
    await start()
  } catch (error) {
    if (kept === undefined) await rm(folder, { recursive: true, force: true })
    throw error
  }
  return {
    url,
    folder,
    output: () => printed,
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
    restart: start,
    dispose: async () => {
      await end('SIGTERM')
      if (kept === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function untilReady(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const giveUpAt = Date.now() + 60_000
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`The server ended: ${printed()}`)
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`The server is not ready: ${printed()}`)
}
