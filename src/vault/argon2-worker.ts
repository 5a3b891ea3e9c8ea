import { deriveHere, type Argon2Parameters } from './argon2.ts'

/** What `derive-key.ts` posts: one derivation per worker, so that its memory is given back. */
export interface DerivationRequest {
  password: string
  salt: Uint8Array<ArrayBuffer>
  parameters: Argon2Parameters
}

/** The answer. A failure travels as a message, because an error event of a worker has no cause. */
export type DerivationAnswer =
  | { type: 'derived'; key: Uint8Array<ArrayBuffer> }
  | { type: 'failed'; message: string }

self.addEventListener('message', ({ data }: MessageEvent<DerivationRequest>) => {
  deriveHere(data.password, data.salt, data.parameters).then(
    (key) => answer({ type: 'derived', key }),
    (error: unknown) =>
      answer({ type: 'failed', message: error instanceof Error ? error.message : 'unknown' }),
  )
})

function answer(message: DerivationAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  self.postMessage(message)
}
