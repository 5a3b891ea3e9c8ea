import { PassThrough } from 'node:stream'

/** Keeps proxies from closing the line, and shows when nobody listens any more (ms). */
const blankLineEvery = 15_000

/** An answer whose head goes out now and whose content comes later. */
export interface HeldAnswer {
  stream: PassThrough
  /** Sends the content and ends the answer. */
  end(content: string): void
}

/** Holds an answer open by blank lines; `onGone` is called when the other end went away, and after the end. */
export function heldAnswer(onGone: () => void): HeldAnswer {
  const stream = new PassThrough()
  const timer = setInterval(() => stream.write('\n'), blankLineEvery)
  stream.once('close', () => {
    clearInterval(timer)
    onGone()
  })
  // A proxy that waits for the first byte gets one.
  stream.write('\n')
  return {
    stream,
    end(content) {
      clearInterval(timer)
      if (!stream.destroyed) stream.end(content)
    },
  }
}
