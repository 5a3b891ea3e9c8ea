import { Copy } from 'lucide-react'
import { useMessages } from '#i18n/language.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { toast } from '#ui/toast.tsx'

/** What an operator types at the server, to be copied. */
export function CommandText({ children }: { children: string }) {
  const { settings } = useMessages()
  return (
    <div className="flex items-start gap-1 rounded-md bg-sunken py-1 pr-1 pl-4">
      <code className="min-w-0 flex-1 py-2.5 text-sm wrap-anywhere select-all">{children}</code>
      <IconButton
        label={settings.copy}
        icon={Copy}
        onPress={() => {
          void navigator.clipboard
            .writeText(children)
            .then(() => toast({ text: settings.copied, tone: 'done' }))
        }}
      />
    </div>
  )
}
