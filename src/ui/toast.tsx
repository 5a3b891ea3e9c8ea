import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { keepToastsClear } from './toast-place.ts'
import { useUiTexts } from './ui-texts.tsx'

export interface ToastMessage {
  text: string
  action?: { label: string; onPress: () => void } | undefined
  tone?: 'plain' | 'done' | 'danger' | undefined
}

/**
 * Says what has just happened, with a way back if there is one.
 * @returns an id for `dismissToast`
 */
export function toast(message: ToastMessage): number {
  const shown = { ...message, id: ++lastId }
  for (const old of shownToasts.slice(0, -1)) stopTimer(old.id)
  // Two at most: more would cover the screen that people work on.
  shownToasts = [...shownToasts.slice(-1), shown]
  startTimer(shown)
  tellAll()
  return shown.id
}

export function dismissToast(id: number): void {
  stopTimer(id)
  shownToasts = shownToasts.filter((each) => each.id !== id)
  tellAll()
}

/** At a lock: what one person was told is nobody else's business. */
export function dismissAllToasts(): void {
  for (const { id } of shownToasts) stopTimer(id)
  shownToasts = []
  tellAll()
}

/**
 * Mounted once, for good: a live region has to exist before its text changes. It stays in reach beside an open sheet: a press on
 * its “undo” is no press beside the sheet, and screen readers hear it.
 */
export function ToastRegion() {
  const texts = useUiTexts()
  const messages = useSyncExternalStore(subscribe, () => shownToasts)
  const region = useRef<HTMLElement>(null)
  const isShown = messages.length > 0
  useLayoutEffect(() => {
    if (isShown && region.current !== null) return keepToastsClear(region.current)
  }, [isShown])
  return (
    <section
      ref={region}
      aria-label={texts.notifications}
      data-react-aria-top-layer
      className="toast-region pointer-events-none fixed inset-x-4 z-50"
    >
      <output className="flex flex-col items-center gap-2 max-md:*:not-last:hidden">
        {messages.map((message) => (
          <ToastCard key={message.id} message={message} />
        ))}
      </output>
    </section>
  )
}

function ToastCard(props: { message: ShownToast }) {
  const { message } = props
  const texts = useUiTexts()
  const dismiss = () => dismissToast(message.id)
  return (
    // Pointing at it, or being in it with the keyboard, stops the clock.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its buttons are the controls
    <span
      onPointerEnter={() => stopTimer(message.id)}
      onPointerLeave={() => startTimer(message)}
      onFocus={() => stopTimer(message.id)}
      onBlur={() => startTimer(message)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') dismiss()
      }}
      className="anim-sheet pointer-events-auto flex min-h-12 w-full max-w-full items-center gap-2 rounded-md bg-ink py-0.5 pr-0.5 pl-4 text-canvas shadow-float md:w-auto md:max-w-120"
    >
      {message.tone === 'done' && <CircleCheck size={20} className="shrink-0" aria-hidden />}
      {message.tone === 'danger' && <CircleAlert size={20} className="shrink-0" aria-hidden />}
      <span className="min-w-0 flex-1 py-2.5 wrap-anywhere">{message.text}</span>
      {message.action && (
        <button
          type="button"
          onClick={() => {
            message.action?.onPress()
            dismiss()
          }}
          className="toast-action min-h-11 shrink-0 cursor-pointer rounded-sm px-3 font-semibold underline decoration-1 underline-offset-4 hover:decoration-2"
        >
          {message.action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={texts.close}
        title={texts.close}
        onClick={dismiss}
        className="toast-action grid size-11 shrink-0 cursor-pointer place-items-center rounded-sm"
      >
        <X size={18} aria-hidden />
      </button>
    </span>
  )
}

interface ShownToast extends ToastMessage {
  id: number
}

// How long a toast stays, in ms: time to read, and with an action time to decide as well.
const READ_MS = 6_000
const DECIDE_MS = 10_000

let lastId = 0
let shownToasts: readonly ShownToast[] = []
const listeners = new Set<() => void>()
const timers = new Map<number, ReturnType<typeof setTimeout>>()

function startTimer(message: ShownToast): void {
  stopTimer(message.id)
  const stay = message.action ? DECIDE_MS : READ_MS
  timers.set(
    message.id,
    setTimeout(() => dismissToast(message.id), stay),
  )
}

function stopTimer(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tellAll(): void {
  for (const listener of listeners) listener()
}
