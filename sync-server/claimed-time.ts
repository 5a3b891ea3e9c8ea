/**
 * ME2, SE7: when a person did something by the clock of the device (ms), corrected by what that clock is off. Never in the future
 * of when it arrived.
 */
export function claimedTime(
  at: number,
  { receivedAt, clockOffset }: { receivedAt: number; clockOffset: number },
): number {
  return Math.max(0, Math.min(Math.round(at + clockOffset), receivedAt))
}
