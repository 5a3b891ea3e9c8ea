import { useMessages } from '#i18n/language.tsx'

/** Puts the code of a field's error into the user's words. */
export function useFieldErrorText(): (
  error: { message?: string | undefined } | undefined,
) => string | undefined {
  const { app, notes } = useMessages()
  return (error) => {
    if (error?.message === undefined) return undefined
    return notes.fieldErrors[error.message] ?? app.fieldErrors[error.message]
  }
}
