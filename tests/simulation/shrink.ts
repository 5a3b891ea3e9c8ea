import type { Action } from './actions/action.ts'

/**
 * The shortest list of steps found that still breaks the same rule: leaves out halves, then quarters, … then single steps, as
 * long as `stillFails` says so and there is time (real ms).
 */
export async function shrink(
  actions: readonly Action[],
  stillFails: (fewer: readonly Action[]) => Promise<boolean>,
  patience: number,
): Promise<Action[]> {
  const end = performance.now() + patience
  let left = [...actions]
  for (
    let size = Math.ceil(left.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let start = 0; start < left.length && performance.now() < end;) {
      const fewer = [...left.slice(0, start), ...left.slice(start + size)]
      if (await stillFails(fewer)) left = fewer
      else start += size
    }
  }
  return left
}

/** Which rule a violation names: two histories fail alike when they break the same one. */
export function ruleOf(violation: string): string {
  return /^\[[^\]]+\]/.exec(violation)?.[0] ?? violation.slice(0, 40)
}
