import { nextTask } from '#replica/next-task.ts'

/** Longest stretch of work (ms) before the browser gets its turn: half a frame, so that typing and scrolling stay smooth. */
const longestSlice = 8

/** Lets the browser have its turn whenever a slice of work is over; to be waited for between two pieces of work. */
export function createBreath(): () => Promise<void> {
  let begun = performance.now()
  return async () => {
    if (performance.now() - begun < longestSlice) return
    await nextTask()
    begun = performance.now()
  }
}
