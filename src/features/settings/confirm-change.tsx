import type { Role } from '#shared/domain/role.ts'
import type { StaffListItem } from '#shared/protocol/session-message.ts'
import { useMessages } from '#i18n/language.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'

/** A change of somebody's rights. */
export type AccountChange = { kind: 'role'; role: Role } | { kind: 'end' } | { kind: 'reopen' }

interface ConfirmChangeProps {
  person: StaffListItem
  change: AccountChange
  busy: boolean
  onConfirm(): void
  onClose(): void
}

/** What a change of rights means for the colleague and for the customers, before it is made. */
export function ConfirmChange({ person, change, busy, onConfirm, onClose }: ConfirmChangeProps) {
  const { app } = useMessages()
  const { title, lines, confirmLabel } = useMeaning(person, change)
  return (
    <ConfirmSheet
      open
      tone={change.kind === 'end' ? 'danger' : 'primary'}
      title={title}
      confirmLabel={confirmLabel}
      cancelLabel={app.cancel}
      busy={busy}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <ul className="grid list-disc gap-1.5 pl-5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ConfirmSheet>
  )
}

function useMeaning(
  { name, role }: StaffListItem,
  change: AccountChange,
): { title: string; lines: string[]; confirmLabel: string } {
  const { roleNames, settings: texts } = useMessages()
  // SR2: customers stay whose they are until a lead hands them over.
  const customersStay = ownsCustomers(role) ? [texts.customersStay(name)] : []
  switch (change.kind) {
    case 'role': {
      const loses = ownsCustomers(role) && !ownsCustomers(change.role)
      return {
        title: texts.changeRoleTitle(name, roleNames[change.role]),
        lines: [
          texts.changeRoleText,
          ...(change.role === 'admin' ? [texts.becomesAdmin] : []),
          ...(loses ? [texts.losesNotes, ...customersStay] : []),
        ],
        confirmLabel: texts.changeRole,
      }
    }
    case 'end':
      return {
        title: texts.endTitle(name),
        lines: [texts.endText, texts.endUnsent, ...customersStay],
        confirmLabel: texts.endAccount,
      }
    case 'reopen':
      return {
        title: texts.reopenTitle(name),
        lines: [texts.reopenText(roleNames[role])],
        confirmLabel: texts.reopenAccount,
      }
  }
}

function ownsCustomers(role: Role): boolean {
  return role === 'rm' || role === 'lead'
}
