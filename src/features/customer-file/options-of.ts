import type { Option } from '#ui/option.ts'

/** Options from the values of a list and their labels. */
export function optionsOf<Value extends string>(
  values: readonly Value[],
  labels: Record<Value, string>,
): Option[] {
  return values.map((value) => ({ value, label: labels[value] }))
}
