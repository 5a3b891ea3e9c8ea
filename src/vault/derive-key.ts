import type { Argon2Parameters, DeriveKey } from './argon2.ts'
import { floorParameters } from './argon2.ts'
import type { DerivationAnswer, DerivationRequest } from './argon2-worker.ts'
import { trustedWorkerUrl } from './trusted-worker-url.ts'

/** KE2: derives in a dedicated worker, which ends with its answer and so gives its memory back. */
export const deriveInWorker: DeriveKey = async (password, salt, parameters) => {
  // Loaded when needed: outside of a browser nothing but this function knows of workers.
  const { default: url } = await import('./argon2-worker.ts?worker&url')
  const worker = new Worker(trustedWorkerUrl(url), { type: 'module', name: 'key-derivation' })
  const derived = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<DerivationAnswer>) => {
      if (data.type === 'derived') resolve(data.key)
      else reject(new Error(`The key derivation failed: ${data.message}`))
    })
    worker.addEventListener('error', () => {
      reject(new Error('The worker of the key derivation did not start.'))
    })
  })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  worker.postMessage({ password, salt, parameters } satisfies DerivationRequest)
  return derived.finally(() => worker.terminate())
}

/** KE2: what a derivation should cost on this device, in ms. */
const target = { least: 500, most: 1000 } as const
const start: Argon2Parameters = { memoryKiB: 64 * 1024, iterations: 3 }

/**
 * KE2: parameters that cost this device 0.5 to 1 s, never below the floor of 19 MiB and two
 * passes. `measure` answers the milliseconds of one derivation. Cost is nearly linear in memory
 * times passes, so one or two measurements are enough.
 */
export async function calibrate(
  measure: (parameters: Argon2Parameters) => Promise<number>,
): Promise<Argon2Parameters> {
  const first = await measure(start)
  if (first < target.least) {
    return {
      ...start,
      iterations: Math.min(32, Math.ceil((start.iterations * 1.3 * target.least) / first)),
    }
  }
  let parameters = start
  for (let took = first; took > target.most && parameters.memoryKiB > floorParameters.memoryKiB;) {
    parameters = {
      memoryKiB: Math.max(floorParameters.memoryKiB, Math.floor(parameters.memoryKiB / 2)),
      iterations: floorParameters.iterations,
    }
    took = await measure(parameters)
  }
  return parameters
}
