import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { type ErasedAlong, erasedAlong } from './erased-along.ts'
import { eraseCustomer } from './erase-customer.ts'
import {
  certificateOf,
  type CertifiedDevice,
  type ErasureCertificate,
} from './erasure-certificate.ts'
import { timeWords } from './record-words.ts'
import type { Services } from './services.ts'
import { showCustomer } from './show-customer.ts'
import type { DataPlace } from './store/open-store.ts'

const commands = ['show-customer', 'erase-customer', 'erasure-status'] as const
export type PersonalDataCommand = (typeof commands)[number]

export interface PersonalDataOrder {
  command: PersonalDataCommand
  /** Id of the customer, as the address of the customer's page shows it. */
  customer: string
  /** Why somebody is erased; asked for there alone. */
  reason?: string | undefined
  data: DataPlace
  /** ME8: asked before an erasure takes cards along that were merged with the one that is named. */
  mayTakeAlong: (along: readonly ErasedAlong[]) => Promise<boolean>
}

export function isPersonalDataCommand(text: string): text is PersonalDataCommand {
  return commands.some((command) => command === text)
}

/** SE7: runs one of the commands and answers what it prints; throws an `Error` that an operator understands. */
export async function runPersonalDataCommand(
  services: Services,
  { command, customer, reason, data, mayTakeAlong }: PersonalDataOrder,
): Promise<string[]> {
  switch (command) {
    case 'show-customer':
      return [JSON.stringify(await showCustomer(services, customer), null, 2)]
    case 'erase-customer': {
      const said = reason?.trim() ?? ''
      if (said === '') throw new Error('Say why: --reason TEXT, without the name of the person.')
      if (forbiddenText(said) !== null) throw new Error('The reason holds a card number or a code.')
      const along = await erasedAlong(services, customer)
      if (along.length > 0 && !(await mayTakeAlong(along))) {
        throw new Error('Nothing was erased.')
      }
      const confirmed = new Set([customer, ...along.map(({ id }) => id)])
      const certificate = await eraseCustomer(services, customer, said, confirmed)
      return [...inWords(certificate), ...(await copiesInWords(data, certificate.wiped))]
    }
    case 'erasure-status': {
      const certificate = await services.store.read((reader) => certificateOf(reader, customer))
      if (certificate === undefined) throw new Error(`Customer ${customer} was not erased.`)
      return inWords(certificate)
    }
  }
}

function inWords(certificate: ErasureCertificate): string[] {
  const { id, customer, erasedAt, reason, records, confirmed, pending } = certificate
  const counts = Object.entries(records).map(([type, count]) => `${count} ${type}`)
  return [
    `Certificate of erasure ${id}`,
    `  customer   ${customer}`,
    `  erased     ${timeWords(erasedAt)} (UTC+8)`,
    `  reason     ${reason}`,
    `  records    ${counts.join(', ')}`,
    `  waiting    ${certificate.operationsWaiting} operations that waited are gone`,
    ...(certificate.together ?? [])
      .filter((id) => id !== customer)
      .map((id) => `  with       customer ${id}, merged with this one; has a certificate, too`),
    ...list('without the name', certificate.sharedNotes, 'notes about others too'),
    ...list('without the name', certificate.handovers, 'hand-overs'),
    ...certificate.complaintsKept.map(({ id: complaint, until }) => {
      const end = until === null ? 'three years after its end' : timeWords(until)
      return `  kept       complaint ${complaint}, by law, until ${end}`
    }),
    ...certificate.stillMentionedIn.map(
      ({ type, id: record }) => `  look at    ${type} ${record}: it holds a name like it`,
    ),
    `  confirmed  ${confirmed.length} devices have pulled past it`,
    ...confirmed.map(deviceInWords),
    `  pending    ${pending.length} devices have not`,
    ...pending.map(deviceInWords),
  ]
}

function list(what: string, ids: readonly string[], of: string): string[] {
  return ids.length === 0 ? [] : [`  kept       ${ids.length} ${of}, ${what}: ${ids.join(', ')}`]
}

function deviceInWords({ device, of, confirmedAt, seenAt }: CertifiedDevice): string {
  const when = confirmedAt ?? seenAt
  const said = confirmedAt === null ? 'last seen' : 'confirmed'
  return `             ${device}  ${of}  ${said} ${when === null ? 'never' : timeWords(when)}`
}

/** What no command reaches. */
async function copiesInWords(data: DataPlace, wiped: boolean): Promise<string[]> {
  const lines = wiped
    ? []
    : ['Somebody reads the database, so free space still holds old rows: run the command again.']
  lines.push('Backups that were made before hold the customer: erase again after restoring one.')
  if (!('folder' in data)) return lines
  const files = await readdir(data.folder)
  const copies = files.filter((file) => /^branchbook\..+\.sqlite(-wal|-shm)?$/u.test(file))
  return [
    ...lines,
    ...copies.map((file) => `A former database holds the customer: ${join(data.folder, file)}`),
  ]
}
