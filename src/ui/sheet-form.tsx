import type { ReactNode, SubmitEvent } from 'react'

interface SheetFormProps {
  /** For a button outside of the form. */
  id?: string | undefined
  children: ReactNode
  /** The page stays: only this is done. A failure that it does not answer for itself is left to the browser's log. */
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => Promise<void>
}

/** The fields of a small sheet, one below the other; what is wrong with them is said in our words and not in the browser's. */
export function SheetForm({ id, children, onSubmit }: SheetFormProps) {
  return (
    <form
      id={id}
      noValidate
      className="grid gap-4 pt-2"
      onSubmit={(event) => {
        event.preventDefault()
        void onSubmit(event)
      }}
    >
      {children}
    </form>
  )
}
