import type { Direction } from '#shared/domain/need-directions.ts'
import type { Messages } from '#i18n/messages.ts'

/** Directions in one line: 存款、现金管理（R1）. */
export function directionWords(
  { direction, comma }: Messages['customerFile'],
  directions: readonly Direction[],
): string {
  return directions.map((each) => direction[each]).join(comma)
}
