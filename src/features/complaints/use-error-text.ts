import { useMessages } from '#i18n/language.tsx'

/** The words for the code of a form's check; nothing for no code. */
export function useErrorText(): (code: string | undefined) => string | undefined {
  const { app, complaints } = useMessages()
  return (code) =>
    code === undefined ? undefined : (complaints.errors[code] ?? app.fieldErrors[code])
}
