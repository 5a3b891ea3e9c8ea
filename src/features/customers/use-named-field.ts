import { useLocation } from '@tanstack/react-router'
import { useEffect, type RefObject } from 'react'

const focusable = 'input, textarea, button, [role="spinbutton"]'

/** The field that the address names after `#` is scrolled to and gets the focus when the form opens. */
export function useNamedField(form: RefObject<HTMLFormElement | null>): void {
  const field = useLocation({ select: ({ hash }) => hash })
  useEffect(() => {
    if (!/^[a-zA-Z]+$/.test(field)) return
    const box = form.current?.querySelector<HTMLElement>(`[data-field^="${field}"]`)
    box?.scrollIntoView({ block: 'center' })
    box?.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true })
  }, [form, field])
}
