import { vi } from 'vitest'

/**
 * Waits until a check throws no more, and answers what it answers; throws what it threw last after `timeout` (ms). The usual
 * second of the test runner is short where several suites share two cores: a condition is waited for, never a time.
 */
export function eventually<Value>(
  check: () => Value | Promise<Value>,
  timeout = 10_000,
): Promise<Value> {
  return vi.waitFor(check, timeout)
}
