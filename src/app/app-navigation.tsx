import { Link, useRouterState } from '@tanstack/react-router'
import { useMessages } from '#i18n/language.tsx'
import { places } from './navigation.ts'

/** The rail from tablet up; labelled beside the icons on a desktop. */
export function NavigationRail() {
  const messages = useMessages()
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
              className={`flex flex-col items-center gap-1 rounded-md py-2.5 text-xs lg:flex-row lg:gap-3 lg:px-3.5 lg:py-3 lg:text-base ${
                here
                  ? 'bg-primary-soft font-semibold text-on-primary-soft'
                  : 'text-ink-2 hover:bg-sunken'
              }`}
            >
              <Icon size={22} strokeWidth={here ? 2.2 : 1.8} aria-hidden />
              <span className="max-w-full truncate">{messages.app.nav[id]}</span>
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
  const current = useCurrentPlace()
  return (
    <ul className="grid grid-cols-5">
      {places.map(({ id, to, icon: Icon }) => {
        const here = current === id
        return (
          <li key={id}>
            <Link
              to={to}
              aria-current={here ? 'page' : undefined}
              className={`flex h-14 flex-col items-center justify-center gap-0.5 text-xs max-[359px]:text-[11px] ${
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
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

function useCurrentPlace(): string | undefined {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const found = places.find(({ to }) => path === to || path.startsWith(`${to}/`))
  if (found) return found.id
  return ['/sync', '/dates', '/handovers'].some((each) => path.startsWith(each)) ? 'me' : undefined
}
