/** What a value of a record says, for whoever may see it. */
export interface ValueWords {
  label: string
  text: string
  /** What is shown until the person asks for the whole value (SE7); null where nothing is hidden. */
  masked: string | null
}

/** Puts what a history holds into words; given by the app, which knows the words of every record type. */
export interface HistoryWords {
  /** Null for what no person typed or would miss. */
  describe(recordType: string, path: string, value: unknown): ValueWords | null
  staffName(id: string): string
  /** What a record is about: a title, and for whom. */
  subject(
    recordType: string,
    recordId: string,
  ): {
    title: string
    heading?: string | undefined
    forWhom: string | null
  }
  /** The type of a record in words. */
  typeWords(recordType: string): string
}
