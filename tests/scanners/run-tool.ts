import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What a tool printed, and whether it ended by itself in its time; null where it is not installed. */
export type ToolRun = { output: string; ended: boolean } | null

/** Names that lead nowhere: a tool that wants to look something up elsewhere does not get there. */
const nowhere = { http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' }
const onlyHere = { ...nowhere, no_proxy: '127.0.0.1,localhost' }

/** Runs a program for at most so many ms; it reaches this machine alone. */
export async function runTool(
  name: string,
  args: readonly string[],
  limitMs: number,
): Promise<ToolRun> {
  const child = spawn(name, args, {
    env: { ...process.env, ...onlyHere, TERM: 'dumb' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  let ended = true
  const timer = setTimeout(() => {
    ended = false
    child.kill('SIGKILL')
  }, limitMs)
  try {
    await once(child, 'close')
    return { output, ended }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  } finally {
    clearTimeout(timer)
  }
}
