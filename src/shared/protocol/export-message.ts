import * as z from 'zod/mini'

/** `POST /api/exports`: customers leave the device with what is masked on every screen (SE7). Numbers and codes alone. */
export const ExportNotice = z.strictObject({
  format: z.enum(['csv', 'xlsx', 'vcard']),
  customers: z.number().check(z.int(), z.positive(), z.maximum(1_000_000)),
})
export type ExportNotice = z.infer<typeof ExportNotice>
