import type { AddStaffResponse } from '#shared/protocol/session-message.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'

/** Shown once, to be given in person. */
export function OneTimePassword({ added, onClose }: { added: AddStaffResponse; onClose(): void }) {
  const texts = useMessages().settings
  return (
    <Sheet
      open
      onClose={onClose}
      size="sm"
      title={texts.oneTimePassword}
      description={texts.oneTimePasswordText(added.staff.name)}
    >
      <p className="tnum my-4 rounded-md bg-sunken px-4 py-3 text-lg font-semibold select-all">
        {added.password}
      </p>
      <Button
        full
        tone="soft"
        onPress={() => {
          void navigator.clipboard
            .writeText(added.password)
            .then(() => toast({ text: texts.copied, tone: 'done' }))
        }}
      >
        {texts.copy}
      </Button>
    </Sheet>
  )
}
