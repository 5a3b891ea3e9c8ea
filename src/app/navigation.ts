import {
  CalendarCheck2,
  CircleUser,
  ListChecks,
  MessageSquareWarning,
  ShieldCheck,
  Users,
} from 'lucide-react'
import type { Role } from '#shared/domain/role.ts'

const places = [
  { id: 'today', to: '/today', icon: CalendarCheck2 },
  { id: 'console', to: '/console', icon: ShieldCheck },
  { id: 'customers', to: '/customers', icon: Users },
  { id: 'tasks', to: '/tasks', icon: ListChecks },
  { id: 'complaints', to: '/complaints', icon: MessageSquareWarning },
  { id: 'me', to: '/me', icon: CircleUser },
] as const

export type Place = (typeof places)[number]

/** SC2: an administrator sees no customer and no complaint; nobody else keeps accounts. */
const notFor: Record<'admin' | 'others', readonly Place['id'][]> = {
  admin: ['customers', 'complaints'],
  others: ['console'],
}

/** The places of a colleague; their order is that of a working day. */
export function placesOf(role: Role): readonly Place[] {
  const hidden = notFor[role === 'admin' ? 'admin' : 'others']
  return places.filter(({ id }) => !hidden.includes(id))
}
