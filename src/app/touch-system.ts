import { matchesMedia } from '#ui/media.ts'

/**
 * Whether this is a phone or a tablet. There, losing the focus means to go to the app switcher (KE6), and pages out of sight
 * are stopped in the middle of whatever they do (VA5). Told by how it is touched, not by its name; on a desktop a window
 * beside this one takes the focus, and a tab in the background goes on.
 */
export function isTouchSystem(): boolean {
  return matchesMedia('(hover: none) and (pointer: coarse)')
}
