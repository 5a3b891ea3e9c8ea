import type { Cadence } from './cadence.ts'
import type { CadenceRules } from './cadence-rules.ts'
import type { CivilDate } from './civil-date.ts'

/** R39: why a contact that nobody asked for would be one too many now. Minutes are those of the day in Shanghai. */
export type ContactLimit =
  | { kind: 'cap'; used: number; cap: number }
  | { kind: 'gap'; days: number; welcomeFrom: CivilDate }
  | { kind: 'products'; inRow: number }
  | { kind: 'quiet'; from: number; to: number }

/**
 * What to mind before the contact is made, the weightiest first. `minute` counts from midnight in Shanghai; a call or a
 * text message in the quiet hours wakes people. A greeting is neither too early nor about products (domain rule 2.5), and
 * what was promised for today is waited for: it counts, but it is never one too many.
 */
export function contactLimits(
  { policy, usedThisMonth, welcomeFrom, productsInRow }: Cadence,
  { quiet }: CadenceRules,
  moment: { minute: number; isGreeting?: boolean; isPromised?: boolean },
): ContactLimit[] {
  const { minute, isGreeting = false, isPromised = false } = moment
  const limits: ContactLimit[] = []
  if (isWithin(quiet, minute)) limits.push({ kind: 'quiet', ...quiet })
  if (isPromised) return limits
  if (usedThisMonth >= policy.monthlyCap) {
    limits.push({ kind: 'cap', used: usedThisMonth, cap: policy.monthlyCap })
  }
  if (isGreeting) return limits
  if (welcomeFrom !== null) limits.push({ kind: 'gap', days: policy.gapDays, welcomeFrom })
  if (productsInRow >= policy.productsInRow) {
    limits.push({ kind: 'products', inRow: productsInRow })
  }
  return limits
}

/** Whether a minute of the day lies in a span, which may go over midnight; its end is outside. */
export function isWithin({ from, to }: { from: number; to: number }, minute: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}
