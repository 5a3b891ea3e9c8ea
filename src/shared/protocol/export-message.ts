import * as z from 'zod/mini'

/** What is told of a file of customers: numbers and codes alone. */
const exported = {
  format: z.enum(['csv', 'xlsx', 'vcard']),
  customers: z.number().check(z.int(), z.positive(), z.maximum(1_000_000)),
}

/** `POST /api/exports`: customers leave the device with what is masked on every screen (SE7). */
export const ExportNotice = z.strictObject(exported)
export type ExportNotice = z.infer<typeof ExportNotice>

/** SE7: a file in which that stayed masked, which was made without asking. The id is made on the device; told twice, it is one row. */
export const MaskedExport = z.strictObject({
  id: z.uuid(),
  /** When it was made, by the clock of the device (ms). */
  at: z.number(),
  ...exported,
})
export type MaskedExport = z.infer<typeof MaskedExport>

/** Most exports of one request; more go with the next one. */
export const mostMaskedExports = 100

/** `POST /api/exports/masked`. `sentAt` (ms, clock of the device) measures its offset (ME2). */
export const MaskedExports = z.strictObject({
  sentAt: z.number(),
  exports: z.array(MaskedExport).check(z.minLength(1), z.maxLength(mostMaskedExports)),
})
export type MaskedExports = z.infer<typeof MaskedExports>
