/**
 * Paths that are never a screen of the app: what answers there is the server, for requests and not for readers. `/sync`
 * itself is a screen.
 */
export const neverScreens = [
  /^\/(api|admin|assets|problems|healthz|readyz|openapi\.json)(\/|$)/,
  /^\/sync\/(push|pull|live|news|epoch)$/,
]

/** Whether a screen of the app may stand at a path. What is none is answered with the same page, which says so, and with 404. */
export function isScreenPath(path: string): boolean {
  return screenPath.test(path) && !neverScreens.some((pattern) => pattern.test(path))
}

const screenPath =
  /^\/(?:(?:today|customers|cadence|churn|feedback|templates|tasks|dates|complaints|handovers|history|sync|me|console)(?:\/[\w-]+)*\/?)?$/
