/** What a scanner found; `serious` is what it calls medium or high, or what none of its known remarks explains. */
export interface ScanResult {
  serious: string[]
  remarks: string[]
}
