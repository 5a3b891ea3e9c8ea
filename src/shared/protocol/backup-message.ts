import * as z from 'zod/mini'

/** `GET /admin/backups`: what is known of copies of the database. Sizes in bytes, instants in ms. */
export const BackupState = z.strictObject({
  /** `postgresql`: its own tools copy it, and nobody tells this server. */
  database: z.enum(['sqlite', 'postgresql']),
  last: z.nullable(
    z.strictObject({
      at: z.number(),
      bytes: z.number(),
      /** Name of the file; null when an operator chose it. */
      file: z.nullable(z.string()),
    }),
  ),
  /** The last try, when it failed. */
  failedAt: z.nullable(z.number()),
  /** While a copy is made: bytes so far, and how many there will be; `checking` when all are there. */
  running: z.nullable(
    z.strictObject({
      step: z.enum(['copying', 'checking']),
      bytes: z.number(),
      of: z.number(),
    }),
  ),
})
export type BackupState = z.infer<typeof BackupState>
