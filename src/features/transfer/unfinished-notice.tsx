import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Banner } from '#ui/banner.tsx'
import { useUnfinishedImport } from './unfinished-import.ts'
import { useImportedCards } from './use-undo.ts'

/** Says which import was broken off, and how it goes on. */
export function UnfinishedNotice() {
  const [unfinished, forget] = useUnfinishedImport()
  return unfinished === null ? null : <Notice {...unfinished} onForget={forget} />
}

function Notice(props: { name: string; importId: string; total: number; onForget(): void }) {
  const { language } = useLanguage()
  const texts = useTransferMessages().unfinished
  const done = useImportedCards(props.importId).length
  const count = (rows: number) => formatCount(language, rows)
  return (
    <Banner tone="warning" shape="card" action={{ label: texts.forget, onPress: props.onForget }}>
      {texts.text(props.name, count(done), count(props.total))}
    </Banner>
  )
}
