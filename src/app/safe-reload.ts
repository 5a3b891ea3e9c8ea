import type { Access } from './access-ways.ts'
import { isHalfFilled, untilClean } from './half-filled.ts'

/** Whether somebody is in the middle of something in this tab. What stands on the lock itself is no work. */
export function isBusyHere({ current }: Pick<Access, 'current'>): boolean {
  return current().at === 'open' && isHalfFilled(document)
}

/**
 * UP1: reloads this tab at the first moment when nothing stands half-filled in it: at once, when the form is done, or at
 * the lock. Whatever was typed is sealed before.
 */
export async function reloadWhenClean(
  access: Pick<Access, 'current' | 'settled'>,
  reload: () => void = () => location.reload(),
): Promise<void> {
  const isBusy = (): boolean => isBusyHere(access)
  do {
    await untilClean({ page: document, isBusy })
    await access.settled()
    // While the last words were being sealed somebody may have begun something new.
  } while (isBusy())
  reload()
}
