import { expect, test } from 'vitest'
import { usualCadence } from '#shared/domain/cadence-rules.ts'
import { usualChangeRules } from '#shared/domain/change-rules.ts'
import {
  CadenceForm,
  cadenceOfForm,
  changedTiers,
  formOfCadence,
} from '#features/console/cadence-form.ts'
import { tierWords } from '#features/console/cadence-rules-words.ts'
import { ChangeForm, formOfChanges } from '#features/console/change-form.ts'
import { isUnchanged } from '#features/console/publish-sheet.tsx'
import { typedNumber } from '#features/console/typed-number.ts'
import { rules as adminRules } from '#i18n/admin/zh-CN/rules.ts'
import { zhCN } from '#i18n/zh-CN.ts'

const form = formOfChanges(usualChangeRules, '2026-12-01')

/** The form with another number of days to look back, as it is read. */
function read(watchDays: string) {
  const rules = { ...form.rules, watchDays }
  const answer = ChangeForm.safeParse({ ...form, rules })
  return answer.success ? answer.data.rules.watchDays : answer.error.issues[0]?.message
}

test('[R27] a number of the rules is read in any width; too large a one is not called no number', () => {
  expect(read('９０')).toBe(90)
  expect(read(' 90 ')).toBe(90)
  expect(read('99999')).toBe('too-many')
  expect(read('9'.repeat(400))).toBe('too-many')
  expect(read('-5')).toBe('too-few')
  expect(read('')).toBe('required')
  expect(read('九十')).toBe('whole-number')
  expect(read('9.5')).toBe('whole-number')
  for (const text of ['－7', '-7', '−7', '－７', '–7']) {
    expect(typedNumber('whole-days').parse(text)).toBe(-7)
  }
  expect(typedNumber('whole-days').parse('０')).toBe(0)
})

test('[R27] a form that changes nothing is known as such', () => {
  expect(isUnchanged({ ...form.rules }, form.rules)).toBe(true)
  expect(isUnchanged({ ...form.rules, watchDays: '8' }, form.rules)).toBe(false)
})

test('[R34] ways of contact and who contacts are read from the form, told as a change, and said in words', () => {
  const given = formOfCadence(usualCadence, '2026-12-01')
  const vip = { ...given.tiers.vip, channels: ['visit' as const, 'phone' as const] }
  const entered = CadenceForm.parse({
    ...given,
    tiers: { ...given.tiers, vip: { ...vip, contactBy: 'lead' as const } },
  })
  const after = cadenceOfForm(entered, usualCadence)
  expect(after.tiers.vip).toMatchObject({ channels: ['visit', 'phone'], contactBy: 'lead' })
  expect(changedTiers(usualCadence, after)).toEqual(['vip'])
  const words = tierWords(after, 'vip', { texts: adminRules, messages: zhCN })
  expect(words).toContain('；方式：上门、电话；由网点负责人联系')
  const before = tierWords(usualCadence, 'vip', { texts: adminRules, messages: zhCN })
  expect(before).not.toContain('方式')
})

test('[R34] who contacts a tier is said of none for which nobody chose it, whatever else is published', () => {
  const given = formOfCadence(usualCadence, '2026-12-01')
  const vip = { ...given.tiers.vip, idealDays: '20' }
  const entered = CadenceForm.parse({ ...given, tiers: { ...given.tiers, vip } })
  const after = cadenceOfForm(entered, usualCadence)
  expect(after.tiers.vip.idealDays).toBe(20)
  for (const policy of Object.values(after.tiers)) expect(policy.contactBy).toBeUndefined()
  expect(tierWords(after, 'mass', { texts: adminRules, messages: zhCN })).not.toContain('由')
  // Chosen by somebody it is a change, also where it is what most take for granted.
  const mass = { ...given.tiers.mass, contactBy: 'owner' as const }
  const chosen = CadenceForm.parse({ ...given, tiers: { ...given.tiers, mass } })
  expect(changedTiers(usualCadence, cadenceOfForm(chosen, usualCadence))).toEqual(['mass'])
})

test('[R34] ways that are published in another order are the same ways', () => {
  const { vip } = usualCadence.tiers
  const before = {
    ...usualCadence,
    tiers: {
      ...usualCadence.tiers,
      vip: { ...vip, channels: ['phone' as const, 'visit' as const] },
    },
  }
  const given = formOfCadence(before, '2026-12-01')
  // One taken off and put on again stands in the order of the chips.
  const again = { ...given.tiers.vip, channels: ['visit' as const, 'phone' as const] }
  expect(isUnchanged({ ...given.tiers, vip: again }, given.tiers)).toBe(true)
  const turned = { ...before.tiers.vip, channels: ['visit' as const, 'phone' as const] }
  const after = { ...before, tiers: { ...before.tiers, vip: turned } }
  expect(changedTiers(before, after)).toEqual([])
  expect(changedTiers(before, { ...before, tiers: { ...before.tiers, vip } })).toEqual(['vip'])
})
