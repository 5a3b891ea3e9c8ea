/**
 * Paths that are never a screen of the app: what answers there is the server, for requests and not for readers. `/sync`
 * itself is a screen.
 */
export const neverScreens = [
  /^\/(api|admin|assets|problems|healthz|readyz|openapi\.json)(\/|$)/,
  /^\/sync\/(push|pull|live|epoch)$/,
]
