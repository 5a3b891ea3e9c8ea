import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { KnownHistory } from './known-histories.ts'

/** Runs the given steps in a process of their own, because a simulation takes over the clock; what was broken. */
export function runKnownHistory(history: KnownHistory): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'known-history-process.ts'), { execArgv: [] })
    let violations: string[] | undefined
    child.on('message', (message: string[]) => {
      violations = message
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      if (violations === undefined) reject(new Error(`The simulation ended with ${code}.`))
      else resolve(violations)
    })
    child.send(history)
  })
}
