import { type RefObject, useLayoutEffect, useRef } from 'react'

/** What an element with `data-slot` shows; what is left out stays as it is. */
interface PaintedSlot {
  text?: string
  className?: string
  href?: string
}

/** By name of the slot. */
export type PaintedSlots = Partial<Record<string, PaintedSlot>>

/**
 * Writes texts and classes into the slots of the element with the ref, before the browser paints. React draws the shape of a row once,
 * with empty slots, and leaves them alone; a key changes a hundred texts in a dozen rows, and comparing trees of elements for that
 * takes several times as long as writing them. `shape` says when there are other slots than before.
 */
export function usePaintedSlots<Root extends HTMLElement>(
  slots: PaintedSlots,
  shape: unknown,
): RefObject<Root | null> {
  const root = useRef<Root>(null)
  const found = useRef<{ shape: unknown; elements: readonly HTMLElement[] }>(nothing)
  useLayoutEffect(() => {
    if (found.current.shape !== shape) {
      found.current = { shape, elements: slotsIn(root.current) }
    }
    for (const element of found.current.elements) {
      const slot = slots[element.dataset['slot'] ?? '']
      if (slot !== undefined) paint(element, slot)
    }
  })
  return root
}

const nothing = { shape: undefined, elements: [] }

function slotsIn(root: HTMLElement | null): readonly HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('[data-slot]') ?? [])]
}

/** Nothing is touched where it is the same. */
function paint(element: HTMLElement, { text, className, href }: PaintedSlot): void {
  if (className !== undefined && element.className !== className) element.className = className
  if (href !== undefined && element.getAttribute('href') !== href)
    element.setAttribute('href', href)
  if (text === undefined) return
  const { firstChild } = element
  if (firstChild instanceof Text && firstChild.data === text) return
  if (firstChild instanceof Text) firstChild.data = text
  else element.prepend(text)
  // It said the former text in full, of another customer.
  element.removeAttribute('title')
}
