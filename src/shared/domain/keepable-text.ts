import type * as z from 'zod/mini'
import { forbiddenText } from './forbidden-text.ts'

/** SE7: a check of a form's schema, for texts that people type; the message is the kind of what must not be kept. */
export function keepableText(check: z.core.ParsePayload<string>): void {
  const kind = forbiddenText(check.value)
  if (kind !== null) check.issues.push({ code: 'custom', message: kind, input: undefined })
}
