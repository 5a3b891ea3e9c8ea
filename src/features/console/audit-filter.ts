import * as z from 'zod/mini'
import { addDays, type CivilDate } from '#shared/domain/civil-date.ts'
import { dayFault, earliestInstantDay } from '#shared/domain/day-bounds.ts'
import { type AuditFilter, AuditGroup } from '#shared/protocol/audit-message.ts'

/** What an administrator looks for, as it stands in the address: ids, days and codes alone (SE8). */
export interface AuditChoice {
  who?: string | undefined
  device?: string | undefined
  record?: string | undefined
  group?: AuditGroup | undefined
  from?: CivilDate | undefined
  to?: CivilDate | undefined
}

/** A day to look from or to; `''` for none. */
const day = z
  .string()
  .check(
    z.refine((text) => dayFault(text, { first: earliestInstantDay }) === null, 'date-too-early'),
  )

/** The form of a choice; empty texts are not asked for. Issues carry a code. */
export const AuditForm = z
  .object({
    who: z.string(),
    group: z.string(),
    from: day,
    to: day,
    record: z.string().check(
      z.trim(),
      z.toLowerCase(),
      z.refine((text) => text === '' || isId(text), 'record-wrong'),
    ),
  })
  .check(
    z.refine(({ from, to }) => from === '' || to === '' || from <= to, {
      error: 'until-before-from',
      path: ['to'],
    }),
  )
export type AuditForm = z.infer<typeof AuditForm>

export function formOfChoice({ who, device, record, group, from, to }: AuditChoice): AuditForm {
  return {
    who: who ?? '',
    group: group ?? '',
    from: from ?? '',
    to: to ?? '',
    record: record ?? device ?? '',
  }
}

/** `isDevice`: whether the id that was entered is that of a device. */
export function choiceOf(
  { who, group, from, to, record }: AuditForm,
  isDevice: (id: string) => boolean,
): AuditChoice {
  return {
    who: given(who),
    group: AuditGroup.safeParse(group).data,
    from: given(from),
    to: given(to),
    ...(record !== '' && (isDevice(record) ? { device: record } : { record })),
  }
}

/** What the server is asked for; days are those of Beijing, the last one with all its hours. */
export function filterOfChoice({ who, device, record, group, from, to }: AuditChoice): AuditFilter {
  return {
    ...(who !== undefined && { staffId: who }),
    ...(device !== undefined && { device }),
    ...(record !== undefined && { record }),
    ...(group !== undefined && { group }),
    ...(from !== undefined && { from: startOf(from) }),
    ...(to !== undefined && { until: startOf(addDays(to, 1)) }),
  }
}

function startOf(day: CivilDate): number {
  return Date.parse(`${day}T00:00:00+08:00`)
}

function given(text: string): string | undefined {
  return text === '' ? undefined : text
}

function isId(text: string): boolean {
  return z.uuid().safeParse(text).success
}
