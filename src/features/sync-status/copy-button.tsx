import { Copy } from 'lucide-react'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { toast } from '#ui/toast.tsx'
import { useUiTexts } from '#ui/ui-texts.tsx'
import { isMasked } from './typed-content-list.tsx'
import type { TypedLine } from './typed-content.ts'
import type { IssueLook } from './use-issue-look.ts'

/** Puts everything that was typed on the clipboard, to be entered again elsewhere; of what is masked it is a look (SE7). */
export function CopyButton({ lines, look }: { lines: readonly TypedLine[]; look: IssueLook }) {
  const texts = useMessages().sync
  const { notRevealed } = useUiTexts()
  const copy = async () => {
    if (!(await look(lines.filter(isMasked).map(({ id }) => id)))) {
      toast({ text: notRevealed, tone: 'danger' })
      return
    }
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
