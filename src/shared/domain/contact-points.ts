import type { ContactPoint } from './profile.ts'
import { phoneTail } from './phone-number.ts'

export interface NamedContactPoint extends ContactPoint {
  id: string
}

/** The contact points of a profile: the main one first, those that no longer work last. */
export function contactPointsOf(
  points: Record<string, ContactPoint> | undefined,
): NamedContactPoint[] {
  return Object.entries(points ?? {})
    .map(([id, point]) => ({ id, ...point }))
    .toSorted((one, other) => weight(one) - weight(other) || (one.id < other.id ? -1 : 1))
}

/** Those that can be called. */
export function phonesOf(points: Record<string, ContactPoint> | undefined): NamedContactPoint[] {
  return contactPointsOf(points).filter((point) => isPhone(point) && point.invalid !== true)
}

/** The last four digits that the card shows: of the main phone, else of the first one. */
export function mainPhoneTail(points: Record<string, ContactPoint>): string | undefined {
  const [main] = phonesOf(points)
  return main === undefined ? undefined : phoneTail(main.value) || undefined
}

function isPhone({ kind }: Pick<ContactPoint, 'kind'>): boolean {
  return kind === 'mobile' || kind === 'tel'
}

function weight(point: ContactPoint): number {
  if (point.invalid === true) return 2
  return point.primary === true ? 0 : 1
}
