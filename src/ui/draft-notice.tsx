import { Banner } from './banner.tsx'
import { useUiTexts } from './ui-texts.tsx'

/** Says that a half-filled form is back, and offers to start over. Nothing when there was no draft. */
export function DraftNotice(props: { restored: boolean; onStartOver: () => void }) {
  const texts = useUiTexts()
  if (!props.restored) return null
  return (
    <Banner
      tone="info"
      shape="card"
      action={{ label: texts.startOver, onPress: props.onStartOver }}
    >
      {texts.draftRestored}
    </Banner>
  )
}
