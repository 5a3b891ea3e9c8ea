import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Banner } from '#ui/banner.tsx'
import { useUnfinishedImport } from './unfinished-import.ts'
import { useImportedCards } from './use-undo.ts'

/** Where customers are imported: says which import was broken off, and how it goes on. */
export function UnfinishedNotice() {
  const texts = useTransferMessages().unfinished
  const [unfinished, forget] = useUnfinishedImport()
  if (unfinished === null) return null
  return <Notice {...unfinished} action={{ label: texts.forget, onPress: forget }} />
}

/** 今日: the same, with the way there. Whoever comes back after the device went off does not look for it by himself. */
export function UnfinishedToday({ onGoOn }: { onGoOn(): void }) {
  const texts = useTransferMessages().unfinished
  const [unfinished] = useUnfinishedImport()
  if (unfinished === null) return null
  return <Notice {...unfinished} action={{ label: texts.goOn, onPress: onGoOn }} />
}

function Notice(props: {
  name: string
  importId: string
  total: number
  action: { label: string; onPress: () => void }
}) {
  const { language } = useLanguage()
  const texts = useTransferMessages().unfinished
  const done = useImportedCards(props.importId).length
  const count = (rows: number) => formatCount(language, rows)
  return (
    <Banner tone="warning" shape="card" action={props.action}>
      {texts.text(props.name, count(done), count(props.total))}
    </Banner>
  )
}
