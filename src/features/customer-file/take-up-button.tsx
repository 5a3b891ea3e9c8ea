import { mayIntervene } from '#shared/domain/churn-intervention.ts'
import type { ChurnSuggestion } from '#shared/domain/churn-suggestions.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useBy } from '#replica/use-replica.ts'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { Button } from '#ui/button.tsx'
import { useTakeUp } from './use-take-up.ts'

/** R43: the intervention of today in one tap; nothing where its task would be held back. */
export function TakeUpButton(props: {
  card: RecordOf<'customer'>
  suggestion: ChurnSuggestion
  /** Where the row does not stand below the customer's name. */
  label?: string
}) {
  const texts = useChurnMessages()
  const takeUp = useTakeUp()
  const { card, suggestion, label } = props
  const consents = useBy('consent.customer', card.id)
  if (!mayIntervene(card.data, consents)) return null
  return (
    <Button
      tone="soft"
      size="sm"
      {...(label === undefined ? {} : { 'aria-label': label })}
      onPress={() => void takeUp(card, suggestion)}
    >
      {texts.takeUp}
    </Button>
  )
}
