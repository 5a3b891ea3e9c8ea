import type { Messages } from '#i18n/messages.ts'
import type { ComplaintForm } from './complaint-form.ts'

/** The label of each field of the registration, for the list of gaps. */
export function complaintFieldLabels(
  texts: Messages['complaints'],
): Record<keyof ComplaintForm, string> {
  return {
    complainantName: texts.complainantName,
    contact: texts.contact,
    matter: texts.matter,
    cause: texts.cause,
    receivedOn: texts.receivedOn,
    customerId: texts.customer,
    channel: texts.channel,
    businessCategory: texts.businessCategory,
    reason: texts.reason,
    demand: texts.demand,
    demandText: texts.demandText,
    amount: texts.amount,
    respondentStaffId: texts.respondent,
    sensitive: texts.sensitive,
    emotion: texts.emotion,
    apologised: texts.apologised,
  }
}
