import { Copy } from 'lucide-react'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { toast } from '#ui/toast.tsx'
import type { TypedLine } from './typed-content.ts'

/** Puts everything that was typed on the clipboard, to be entered again elsewhere. */
export function CopyButton({ lines }: { lines: readonly TypedLine[] }) {
  const texts = useMessages().sync
  const copy = async () => {
    const text = lines.map(({ label, value }) => `${label}${texts.colon}${value}`).join('\n')
    try {
      await navigator.clipboard.writeText(text)
      toast({ text: texts.copied, tone: 'done' })
    } catch {
      // Some browsers refuse; the text is on the screen and can be selected.
      toast({ text: texts.copyFailed, tone: 'danger' })
    }
  }
  return (
    <Button tone="ghost" size="sm" icon={Copy} onPress={() => void copy()}>
      {texts.copy}
    </Button>
  )
}
