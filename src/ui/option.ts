/** One choice of a select, a segmented control or a row of chips. */
export interface Option<Value extends string = string> {
  value: Value
  label: string
  description?: string | undefined
  /** Shown after the label, for filters. */
  count?: number | undefined
  disabled?: boolean | undefined
}
