import { useNavigate } from '@tanstack/react-router'
import { formatTime } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useSyncStatus } from '#sync/use-sync.ts'
import { SyncChip } from '#ui/sync-chip.tsx'
import { chipFace } from './chip-face.ts'

/** The one chip, always in the same place; it opens the ledger. */
export function SyncStatusChip() {
  const { language, messages } = useLanguage()
  const status = useSyncStatus()
  const navigate = useNavigate()
  const time = status.lastSyncedAt === null ? null : formatTime(language, status.lastSyncedAt)
  const { tone, text } = chipFace(status, time, messages.sync.chip)
  return <SyncChip tone={tone} text={text} onPress={() => void navigate({ to: '/sync' })} />
}
