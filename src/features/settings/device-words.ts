import type { DeviceListItem } from '#shared/protocol/device-message.ts'
import type { DeviceWipe } from '#shared/protocol/wipe-message.ts'
import { formatDate, formatInstant } from '#i18n/format.ts'
import type { Language } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'

/** The server notes it to a quarter of an hour; what is younger is now (ms). */
const nowFor = 20 * 60_000

/** `Windows 电脑 · Edge`. */
export function deviceName(
  { browser, platform }: DeviceListItem,
  texts: Messages['devices'],
): string {
  if (browser === null || platform === null) return texts.unknown
  return texts.name(texts.platform[platform], texts.browser[browser])
}

/** When it was used last and first. `now` in ms. */
export function deviceTimes(
  { signedIn, lastSeenAt, firstSeenAt }: DeviceListItem,
  { texts, language, now }: { texts: Messages['devices']; language: Language; now: number },
): string[] {
  const isNow = signedIn && now - lastSeenAt < nowFor
  const last = isNow ? texts.seenNow : texts.seen(dayAndTime(language, lastSeenAt, now))
  if (firstSeenAt === null) return [last]
  return [last, texts.firstSeen(dayAndTime(language, firstSeenAt, now))]
}

/** What it has not sent, as it said last; null when there is nothing. */
export function unsentWords(
  { unsyncedCount, oldestUnsyncedAt, lastSeenAt }: DeviceListItem,
  { texts, language, now }: { texts: Messages['devices']; language: Language; now: number },
): string | null {
  if (unsyncedCount === 0) return null
  const oldest = oldestUnsyncedAt ?? lastSeenAt
  return texts.unsynced(unsyncedCount, dayAndTime(language, oldest, now))
}

/** SR3: what has come of the order to wipe a device. */
export function wipeWords(
  wipe: DeviceWipe,
  { texts, language, now }: { texts: Messages['devices']; language: Language; now: number },
): string[] {
  const when = (instant: number) => dayAndTime(language, instant, now)
  const { confirmedAt, rescued, lost } = wipe
  const words = [
    confirmedAt === null ? openWords(wipe, texts, when) : texts.wipedAt(when(confirmedAt)),
  ]
  if (rescued !== null) {
    words.push(wipe.openedAt === null ? texts.rescued(rescued) : texts.handedBack(rescued))
  }
  if (lost !== null && lost > 0) words.push(texts.lostChanges(lost))
  return words
}

function openWords(
  { canBeTold, toldAt, orderedAt }: DeviceWipe,
  texts: Messages['devices'],
  when: (instant: number) => string,
): string {
  if (!canBeTold) return texts.cannotBeTold(when(orderedAt))
  return toldAt === null ? texts.wipeOrdered(when(orderedAt)) : texts.wipeTold(when(toldAt))
}

/** Day and time; of another year, the day with its year. */
function dayAndTime(language: Language, instant: number, now: number): string {
  const day = civilDateInShanghai(instant)
  const presentYear = Number(civilDateInShanghai(now).slice(0, 4))
  if (Number(day.slice(0, 4)) === presentYear) return formatInstant(language, instant)
  return formatDate(language, day, { presentYear })
}
