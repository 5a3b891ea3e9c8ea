import { useMessages } from '#i18n/language.tsx'

/** Puts the code of a field's error into the user's words. */
export function useFieldErrorText(): (
  error: { message?: string | undefined } | undefined,
) => string | undefined {
  const { fieldErrors } = useMessages().notes
  return (error) => (error?.message === undefined ? undefined : fieldErrors[error.message])
}
