import { Link, useRouterState } from '@tanstack/react-router'
import { waitsFor } from '#shared/domain/handover.ts'
import { useAll, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { useSyncStatus } from '#sync/use-sync.ts'
import { CountBadge } from '#ui/badge.tsx'
import { placesOf } from './navigation.ts'

/** The rail from tablet up; labelled beside the icons on a desktop. */
export function NavigationRail() {
  const messages = useMessages()
  const places = placesOf(useSession().role)
  const current = useCurrentPlace()
  return (
    <ul className="flex flex-col gap-1 px-1 lg:px-3">
      {places.map(({ id, to, icon: Icon }) => {
        const here = current === id
        return (
          <li key={id}>
            <Link
              to={to}
              aria-current={here ? 'page' : undefined}
              className={`relative flex flex-col items-center gap-1 rounded-md py-2.5 text-xs lg:flex-row lg:gap-3 lg:px-3.5 lg:py-3 lg:text-base ${
                here
                  ? 'bg-primary-soft font-semibold text-on-primary-soft'
                  : 'text-ink-2 hover:bg-sunken'
              }`}
            >
              <Icon size={22} strokeWidth={here ? 2.2 : 1.8} aria-hidden />
              <span className="max-w-full truncate">{messages.app.nav[id]}</span>
              {id === 'me' && (
                <span className="absolute top-1 left-1/2 ml-1.5 grid lg:static lg:ml-auto">
                  <Waiting />
                </span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** The tabs at the thumb on a phone. */
export function NavigationTabs() {
  const messages = useMessages()
  const places = placesOf(useSession().role)
  const current = useCurrentPlace()
  return (
    <ul className={places.length === 4 ? 'grid grid-cols-4' : 'grid grid-cols-5'}>
      {places.map(({ id, to, icon: Icon }) => {
        const here = current === id
        return (
          <li key={id}>
            <Link
              to={to}
              aria-current={here ? 'page' : undefined}
              className={`relative flex h-14 flex-col items-center justify-center gap-0.5 text-xs max-[359px]:text-[11px] ${
                here ? 'font-semibold text-primary' : 'text-ink-3'
              }`}
            >
              <span
                className={`grid h-7 w-14 place-items-center rounded-full ${
                  here ? 'bg-primary-soft text-on-primary-soft' : ''
                }`}
              >
                <Icon size={22} strokeWidth={here ? 2.2 : 1.8} aria-hidden />
              </span>
              <span className="max-w-full truncate">{messages.app.nav[id]}</span>
              {id === 'me' && (
                <span className="absolute top-0.5 left-1/2 ml-1.5 grid">
                  <Waiting />
                </span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** What waits for the person behind 我的: the sum of what its rows say. */
function Waiting() {
  const { app } = useMessages()
  const { staffId } = useSession()
  const { attentionCount } = useSyncStatus()
  const handovers = useAll('handover').filter(({ data }) => waitsFor(data, staffId)).length
  const count = attentionCount + handovers
  return (
    <CountBadge
      count={count}
      label={app.waiting(count)}
      tone={attentionCount > 0 ? 'danger' : 'jade'}
    />
  )
}

function useCurrentPlace(): string | undefined {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { role } = useSession()
  const places = placesOf(role)
  const isKept = ['/me/colleagues', '/me/recovery'].some((each) => path.startsWith(each))
  if (role === 'admin' && isKept) return 'console'
  const found = places.find(({ to }) => path === to || path.startsWith(`${to}/`))
  if (found) return found.id
  if (path.startsWith('/cadence')) return 'customers'
  return ['/sync', '/dates', '/handovers'].some((each) => path.startsWith(each)) ? 'me' : undefined
}
