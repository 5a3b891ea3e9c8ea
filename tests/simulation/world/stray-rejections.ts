/** What a killed tab leaves behind: its open transactions were undone under it, and nobody is there to hear of it. */
const ofKilledTabs = new Set(['AbortError', 'InvalidStateError', 'DatabaseClosedError'])

/** Whether this is only what a killed tab meets. */
export function isOfKilledTab(error: unknown): boolean {
  return error instanceof Error && ofKilledTabs.has(error.name)
}

const strays: string[] = []
process.on('unhandledRejection', (reason) => {
  if (isOfKilledTab(reason)) return
  strays.push(reason instanceof Error ? `nobody caught ${reason.stack}` : String(reason))
})

// Dexie says so each time a killed tab still wants something.
const warn = console.warn
console.warn = (...values) => {
  if (values[0] !== 'Dexie: Need to reopen db') warn(...values)
}

/** Rejections that nobody caught since this was last asked. */
export function strayRejections(): string[] {
  return strays.splice(0)
}
