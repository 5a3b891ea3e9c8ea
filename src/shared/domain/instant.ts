import * as z from 'zod/mini'

/**
 * An instant in ms since 1970-01-01T00:00Z, to the end of the year 9999 in Shanghai: beyond that there is no civil
 * date, and one such number would keep a whole list from being drawn.
 */
export const Instant = z
  .number()
  .check(z.minimum(0, 'instant'), z.maximum(253_402_271_999_999, 'instant'))
