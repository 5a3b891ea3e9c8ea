/** Waits for a turn of the event loop; timers would be slowed down to 4 ms each when nested. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}

/** A device four times slower than a desktop still answers a tap within a tenth of a second between two pauses of so long (ms). */
const workFor = 8

/** For long work that nobody waits for: called between its steps, it lets others go first when enough was done without a pause. */
export function createPauses(): () => Promise<void> {
  let pausedAt = performance.now()
  return async () => {
    if (performance.now() - pausedAt < workFor) return
    await nextTask()
    pausedAt = performance.now()
  }
}
