/** A value of a field in words, for whoever may see it; given by the app, which knows the words of every record type. */
export interface ValueInWords {
  label: string
  text: string
  /** What is shown until the person asks for the whole value (SE7); null where nothing is hidden. */
  masked: string | null
}

/** Null for what no person typed or would miss. */
export type DescribeValue = (
  recordType: string,
  path: string,
  value: unknown,
) => ValueInWords | null
