import * as z from 'zod/mini'

/** PL5: the data of an SSE event `moved`: scopes that have something new, and nothing else. */
export const MovedEvent = z.strictObject({ scopes: z.array(z.string()) })
export type MovedEvent = z.infer<typeof MovedEvent>
