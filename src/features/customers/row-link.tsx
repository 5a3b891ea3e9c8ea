import { useRouter } from '@tanstack/react-router'
import { type MouseEvent, useMemo } from 'react'

/** How the rows of the list lead to their customer. */
export interface RowLinks {
  open: (event: MouseEvent<HTMLAnchorElement>) => void
  /** Fetches the page of a customer beforehand: a row is about to be pressed. */
  prepare: () => void
}

/**
 * Plain links that the router follows: its own `Link` works out its address, whether it is the present one and whether to load
 * ahead, for each row at each key. The address alone is needed, and the press once.
 */
export function useRowLinks(): RowLinks {
  const router = useRouter()
  return useMemo(
    () => ({
      open(event) {
        const { button, metaKey, ctrlKey, shiftKey, altKey, currentTarget } = event
        // Another tab, another window or a download is the browser's.
        if (button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return
        event.preventDefault()
        const customerId = currentTarget.pathname.slice(rowAddress('').length)
        // Filter and order of the list stay when a customer is opened.
        void router.navigate({
          to: '/customers/$customerId',
          params: { customerId },
          search: (search) => search,
        })
      },
      prepare() {
        // The page is the same for all of them.
        void router.preloadRoute({
          to: '/customers/$customerId',
          params: { customerId: 'any' },
          search: {},
        })
      },
    }),
    [router],
  )
}

export function rowAddress(customerId: string): string {
  return `/customers/${customerId}`
}

/** The name of a row, in slots, with a link that fills the row. */
export function RowLink(props: {
  open: RowLinks['open']
  selected?: boolean
  marked: boolean
  className: string
}) {
  return (
    <a
      data-slot="link"
      // Painted, with the texts.
      href={rowAddress('')}
      onClick={props.open}
      aria-current={props.selected ? 'page' : undefined}
      className={props.className}
    >
      <span data-slot="before" />
      {props.marked && (
        // By weight and colour and underline, not colour alone.
        <mark
          data-slot="mark"
          className="bg-transparent font-semibold text-primary underline decoration-1 underline-offset-4"
        />
      )}
      <span data-slot="after" />
      <span data-slot="salutation" className="ml-2 text-sm font-normal text-ink-3" />
    </a>
  )
}
