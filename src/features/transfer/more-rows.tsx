import { useState, type ReactNode } from 'react'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Button } from '#ui/button.tsx'

const step = 20

/** A list that grows when it is asked to: ten thousand rows are never drawn at once. */
export function MoreRows<Row>(props: { rows: readonly Row[]; children: (row: Row) => ReactNode }) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const [shown, setShown] = useState(step)
  const left = props.rows.length - shown
  return (
    <>
      <ul>{props.rows.slice(0, shown).map(props.children)}</ul>
      {left > 0 && (
        <Button tone="ghost" size="sm" onPress={() => setShown(shown + step)}>
          {texts.more(formatCount(language, Math.min(left, step)))}
        </Button>
      )}
    </>
  )
}
