import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'
import { chromiumPath } from '#tests/support/chromium.ts'

/** What the figures were taken on: a ratio travels between machines, a time does not. */
export interface Machine {
  cores: number
  processor: string
  memoryGB: number
  chromium: string
  node: string
  /** Average of the minute before: what else kept the cores busy. */
  load: number
}

export async function describeMachine(): Promise<Machine> {
  const version = execFileSync(await chromiumPath(), ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGB: Math.round(totalmem() / 2 ** 30),
    chromium: /\d+(\.\d+)+/.exec(version)?.[0] ?? 'unknown',
    node: process.versions.node,
    load: loadavg()[0] ?? 0,
  }
}
