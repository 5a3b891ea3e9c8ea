/** What stands in the field of the identity number and is no whole number yet: in memory, and gone with the form. */
export interface TypedNumber {
  get: () => string
  set: (text: string) => void
}

/** One for each open form; kept apart from its values, because those go into the draft. */
export function createTypedNumber(): TypedNumber {
  let typed = ''
  return {
    get: () => typed,
    set(text) {
      typed = text
    },
  }
}
