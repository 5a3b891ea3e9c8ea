import { v7 as uuidV7 } from 'uuid'

/** Time and identity of the running app; everything below takes them as parameters. */
export const environment = {
  /** Instant in ms. */
  now: () => Date.now(),
  /** UUIDv7: sorts by time, so that new records lie together. */
  newId: () => uuidV7(),
} as const

/** The version in package.json, put in by the build. */
export const appVersion: string = import.meta.env['VITE_APP_VERSION'] ?? 'dev'
