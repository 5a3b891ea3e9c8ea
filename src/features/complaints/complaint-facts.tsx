import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Complaint } from '#shared/domain/complaint.ts'
import { useAll, useRecord } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { Panel } from '#ui/panel.tsx'
import { ContactValue } from './contact-value.tsx'

interface Fact {
  id: string
  label: string
  value: ReactNode
}

/** What it is about, before anything else is read. */
export function ComplaintMatter({ complaint }: { complaint: Complaint }) {
  const texts = useLanguage().messages.complaints
  return (
    <Panel title={texts.matter}>
      <p className="wrap-anywhere whitespace-pre-wrap">{complaint.matter}</p>
      <div className="mt-3 whitespace-pre-wrap">
        <FactList facts={[{ id: 'cause', label: texts.cause, value: complaint.cause }]} />
      </div>
    </Panel>
  )
}

/** 登记信息: what was written down at the counter. What was left out is not listed. */
export function ComplaintFacts({
  complaintId,
  complaint,
  onEdit,
}: {
  complaintId: string
  complaint: Complaint
  onEdit: (() => void) | null
}) {
  const { app, complaints: texts } = useLanguage().messages
  const facts = useFacts(complaintId, complaint)
  return (
    <Panel
      title={texts.facts}
      action={
        onEdit && (
          <Button tone="ghost" size="sm" icon={Pencil} aria-label={texts.edit} onPress={onEdit}>
            {app.edit}
          </Button>
        )
      }
    >
      <div className="whitespace-pre-wrap">
        <FactList facts={facts} />
      </div>
    </Panel>
  )
}

function useFacts(complaintId: string, complaint: Complaint): Fact[] {
  const { language, messages } = useLanguage()
  const { complaints: texts, domain } = messages
  const staff = useAll('staff')
  const nameOf = (id: string) =>
    staff.find((each) => each.id === id)?.data.name ?? texts.formerColleague
  const { businessCategory, reason, demand, emotionStart, respondentStaffId, sensitive } = complaint
  const written: (Fact | null)[] = [
    {
      id: 'contact',
      label: texts.contact,
      value: <ContactValue complaintId={complaintId} contact={complaint.contact} />,
    },
    fact('demand', texts.demand, demand && domain.complaintDemand[demand]),
    fact('demandText', texts.demandText, complaint.demandText),
    fact('amount', texts.amount, complaint.amount),
    complaint.customerId === undefined
      ? null
      : {
          id: 'customer',
          label: texts.customer,
          value: <CustomerLink customerId={complaint.customerId} />,
        },
    fact('channel', texts.channel, domain.complaintChannel[complaint.channel]),
    fact(
      'category',
      texts.businessCategory,
      businessCategory === undefined
        ? texts.unclassified
        : domain.businessCategory[businessCategory],
    ),
    fact(
      'reason',
      texts.reason,
      reason === undefined ? texts.unclassified : domain.complaintReason[reason],
    ),
    fact(
      'emotion',
      texts.emotion,
      emotionStart === undefined ? undefined : domain.emotion[String(emotionStart)],
    ),
    fact('apologised', texts.apologisedLabel, complaint.apologised ? texts.apologised : undefined),
    fact('respondent', texts.respondent, respondentStaffId && nameOf(respondentStaffId)),
    fact(
      'sensitive',
      texts.sensitive,
      sensitive.map((flag) => domain.sensitive[flag]).join(texts.listComma),
    ),
    fact('received', texts.receipt, formatInstant(language, complaint.receivedAt)),
    fact('receivedBy', texts.receivedBy, nameOf(complaint.receivedBy)),
  ]
  return written.filter((each) => each !== null)
}

function fact(id: string, label: string, value: string | undefined): Fact | null {
  return value ? { id, label, value } : null
}

function CustomerLink({ customerId }: { customerId: string }) {
  const texts = useLanguage().messages.complaints
  const customer = useRecord('customer', customerId)
  if (customer === undefined) return texts.customerElsewhere
  return (
    <Link
      to="/customers/$customerId"
      params={{ customerId }}
      className="font-medium text-primary underline decoration-1 underline-offset-4 hover:decoration-2"
    >
      {customer.data.name}
    </Link>
  )
}
