import { Link } from '@tanstack/react-router'
import { Copy, NotebookPen } from 'lucide-react'
import { useRef, useState } from 'react'
import { purposeOf } from '#shared/domain/message-standing.ts'
import { filledTemplate, salutationFor } from '#shared/domain/template-placeholders.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { festivals, type TemplateOccasion } from '#shared/domain/template.ts'
import { useAll, useRecord, useSession, type DraftHandle } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { Banner } from '#ui/banner.tsx'
import { Button, buttonClass } from '#ui/button.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { toast } from '#ui/toast.tsx'
import { WordChips } from '#ui/word-chips.tsx'
import { MessageNotices } from './message-notices.tsx'
import type { MessageDraft, SentMessage } from './sent-message.ts'
import { TemplateChoice } from './template-choice.tsx'
import { templatesFor } from './template-list.ts'
import { useFaultText } from './use-fault-text.ts'
import { useMessageLimits } from './use-message-limits.ts'
import { useMessageOccasions } from './use-message-occasions.ts'

interface MessageFormProps {
  card: RecordOf<'customer'>
  occasion: TemplateOccasion | null
  draft: DraftHandle<MessageDraft>
  /** `forget` drops the draft of the message: once the note holds its words. */
  onLog: (sent: SentMessage, forget: () => Promise<void>) => void
  onClose: () => void
}

/** Occasion, template, words, copy: what may not be sent says why instead. */
export function MessageForm({ card, draft, onLog, onClose, ...props }: MessageFormProps) {
  const { customers, domain } = useMessages()
  const texts = useTemplateMessages()
  const faultText = useFaultText()
  const { fill, signedBy } = useFill(card)
  const all = useAll('template')
  const { fitting, nearest } = useMessageOccasions(card)
  const templatesOf = (occasion: TemplateOccasion) => templatesFor(all, occasion, card.data.tier)
  const beginWith = (occasion: TemplateOccasion): MessageDraft => {
    const [first] = templatesOf(occasion)
    if (first === undefined) return { occasion, channel: 'wechat', text: '' }
    return { occasion, channel: 'wechat', templateId: first.id, text: fill(first.data.text) }
  }
  /** Nobody asked for any words: what fits no occasion begins empty. */
  const begin = (): MessageDraft =>
    props.occasion === null && nearest === 'other'
      ? { occasion: nearest, channel: 'wechat', text: '' }
      : beginWith(props.occasion ?? nearest)
  const [message, setMessage] = useState(() => draft.value ?? begin())
  const [restored, setRestored] = useState(draft.value !== undefined)
  const [copied, setCopied] = useState(false)
  const [asked, setAsked] = useState(false)
  const [attempted, setAttempted] = useState(false)
  const words = useRef<HTMLTextAreaElement>(null)
  const { occasion, templateId, text } = message
  const { standing, channels, warnings } = useMessageLimits(card, occasion)
  const channel = channels.includes(message.channel) ? message.channel : (channels[0] ?? 'sms')
  const templates = templatesOf(occasion)
  // A festival for which nobody has words is offered when it is near.
  const offered = fitting.filter(
    (each) =>
      each === occasion ||
      each === nearest ||
      !festivals.some((festival) => festival === each) ||
      templatesOf(each).length > 0,
  )
  const isEmpty = text.trim() === ''
  const error = faultText(text) ?? (attempted && isEmpty ? texts.messageRequired : undefined)
  const isOffered = standing.kind === 'free' || (standing.kind === 'ask' && asked)
  const change = (next: MessageDraft) => {
    setMessage(next)
    setCopied(false)
  }
  const write = (next: MessageDraft) => {
    change(next)
    draft.save(next)
  }
  const beginningOf = ({ templateId: id }: MessageDraft): string => {
    const template = all.find((each) => each.id === id)
    return template === undefined ? '' : fill(template.data.text)
  }
  /** Words that somebody wrote are not lost to a template: they come back with a tap. */
  const replace = (next: MessageDraft) => {
    change(next)
    setRestored(false)
    setAttempted(false)
    if (isEmpty || text === beginningOf(message)) return void draft.remove()
    // Its draft stays until something else is typed: the tap may never come.
    toast({
      tone: 'done',
      text: texts.changed,
      action: { label: texts.changeBack, onPress: () => write(message) },
    })
  }
  const isSendable = () => {
    setAttempted(true)
    return isOffered && !isEmpty && faultText(text) === undefined
  }
  const copy = async () => {
    if (!isSendable()) return
    try {
      await navigator.clipboard.writeText(text.trim())
      setCopied(true)
    } catch {
      // Some browsers refuse; the text is there to be copied by hand.
      words.current?.select()
      toast({ text: texts.copyFailed, tone: 'danger' })
    }
  }
  const log = () => {
    if (!isSendable()) return
    onLog({ channel, purpose: [purposeOf(occasion)], text: text.trim() }, draft.remove)
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={texts.messageTo(card.data.name)}
      description={texts.messageIntro}
      footer={
        isOffered && (
          <>
            <Button tone="outline" icon={NotebookPen} onPress={log}>
              {texts.log}
            </Button>
            <Button icon={Copy} onPress={() => void copy()}>
              {copied ? texts.copyAgain : texts.copy}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4 pt-1">
        <DraftNotice restored={restored} onStartOver={() => replace(begin())} />
        <WordChips kind="taboos" label={customers.taboos} words={card.data.taboos} />
        <WordChips kind="likes" label={customers.likes} words={card.data.likes} />
        {copied && (
          <Banner tone="info" shape="card">
            {texts.copied}
          </Banner>
        )}
        <ChoiceChips
          label={texts.occasionsLabel}
          layout="scroll"
          options={offered.map((value) => ({ value, label: domain.templateOccasion[value] }))}
          value={occasion}
          onChange={(value) => replace({ ...beginWith(value), channel: message.channel })}
        />
        <MessageNotices
          standing={standing}
          asked={asked}
          onAsked={setAsked}
          minded={isOffered ? warnings(channel) : []}
        />
        {isOffered && (
          <>
            {templates.length > 0 && (
              <TemplateChoice
                templates={templates}
                chosenId={templateId}
                fill={fill}
                onChoose={(template) =>
                  replace({
                    ...message,
                    templateId: template.id,
                    text: fill(template.data.text),
                  })
                }
              />
            )}
            {templates.length === 0 && (
              <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-3">
                <span className="min-w-0 flex-1 basis-56">
                  {all.length === 0 ? texts.noneAtAll : texts.noneFor}
                </span>
                <Link to="/templates" className={buttonClass({ tone: 'outline', size: 'sm' })}>
                  {texts.manage}
                </Link>
              </p>
            )}
            <TextArea
              ref={words}
              name="message"
              label={texts.messageText}
              rows={4}
              value={text}
              description={
                signedBy !== null && text.includes(signedBy) ? texts.signedBy(signedBy) : undefined
              }
              error={error}
              onChange={(value) => write({ ...message, text: value })}
            />
            <ChoiceChips
              label={texts.channel}
              options={channels.map((value) => ({ value, label: domain.channel[value] }))}
              value={channel}
              onChange={(value) => setMessage({ ...message, channel: value })}
            />
          </>
        )}
      </div>
    </Sheet>
  )
}

/** Fills in what this customer is called, who looks after him, and where; `signedBy`: it is somebody else than who sends it. */
function useFill({ data }: RecordOf<'customer'>): {
  fill: (text: string) => string
  signedBy: string | null
} {
  const session = useSession()
  const owner = useRecord('staff', data.ownerId)
  const values = {
    称呼: salutationFor(data),
    客户经理: owner?.data.name ?? session.name,
    网点: session.branchName,
  }
  return {
    fill: (text) => filledTemplate(text, values),
    signedBy: data.ownerId === session.staffId ? null : (owner?.data.name ?? null),
  }
}
