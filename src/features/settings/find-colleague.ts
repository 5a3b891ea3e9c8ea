import type { StaffListItem } from '#shared/protocol/session-message.ts'

/** Whether a colleague is meant by what was typed: part of the name, or the beginning of the staff number. */
export function isMeant({ name, staffNo }: StaffListItem, typed: string): boolean {
  const text = typed.trim().toLowerCase()
  return name.toLowerCase().includes(text) || staffNo.toLowerCase().startsWith(text)
}
