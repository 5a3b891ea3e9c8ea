/** The part of the Trusted Types API that is used here; the DOM library does not have it yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string }
}

/** Name of the policy; the header must list it: `trusted-types branchbook` (SE4). */
const workerPolicyName = 'branchbook'

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

/**
 * SE4: under `require-trusted-types-for 'script'` a worker takes no plain address. Answers the
 * address as the browser demands it; throws on an address of another origin.
 */
export function trustedWorkerUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  if (trustedTypes === undefined) return ownOrigin(url)
  policy ??= trustedTypes.createPolicy(workerPolicyName, { createScriptURL: ownOrigin })
  return policy.createScriptURL(url)
}

function ownOrigin(url: string): string {
  if (new URL(url, location.href).origin !== location.origin) {
    throw new TypeError('A worker of another origin is not started.')
  }
  return url
}
