import { CalendarCheck2, CircleUser, ListChecks, MessageSquareWarning, Users } from 'lucide-react'

/** The five places; their order is that of a working day. */
export const places = [
  { id: 'today', to: '/today', icon: CalendarCheck2 },
  { id: 'customers', to: '/customers', icon: Users },
  { id: 'tasks', to: '/tasks', icon: ListChecks },
  { id: 'complaints', to: '/complaints', icon: MessageSquareWarning },
  { id: 'me', to: '/me', icon: CircleUser },
] as const
