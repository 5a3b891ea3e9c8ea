import { MergedField } from '#shared/domain/profile.ts'
import { customerFile } from '#i18n/zh-CN/customer-file.ts'
import { dates } from '#i18n/zh-CN/dates.ts'
import { domain } from '#i18n/zh-CN/domain.ts'
import { sync } from '#i18n/zh-CN/sync.ts'

/** The list of labels in which the values of a field stand, where they are codes. */
const labelsOf: Record<string, keyof typeof domain> = {
  'customer.gender': 'gender',
  'customer.tier': 'tier',
  'customer.tierBasis': 'tierBasis',
  'customer.stage': 'stage',
  'customer.source': 'source',
  'customer.specialCare': 'specialCare',
  'customer.doNotContact': 'doNotContact',
  'profile.incomeBand': 'incomeBand',
  'profile.assetBand': 'assetBand',
  'profile.investmentPreferences': 'investmentPreference',
  'profile.horizon': 'horizon',
  'profile.riskLevel': 'riskLevel',
  'profile.riskAssessments': 'riskLevel',
  'profile.investorType': 'investorType',
  'profile.preferredChannels': 'channel',
  'consent.kind': 'consentKind',
  'consent.state': 'consentState',
  'consent.how': 'consentWay',
  'feedback.channel': 'feedbackChannel',
  'feedback.category': 'feedbackCategory',
  'feedback.state': 'feedbackState',
  'template.occasion': 'templateOccasion',
  'template.tone': 'templateTone',
  'template.tier': 'tier',
  'life-event.kind': 'lifeEventKind',
  'life-event.state': 'lifeEventState',
  'life-event.reason': 'declineReason',
  'profile.backgroundFrom': 'provenance',
  'profile.financeFrom': 'provenance',
  'profile.goalsFrom': 'provenance',
  'profile.riskFrom': 'provenance',
  'interaction.channel': 'channel',
  'interaction.direction': 'direction',
  'interaction.purpose': 'purpose',
  'interaction.result': 'contactResult',
  'interaction.emotion': 'emotion',
  'need.amountBand': 'assetBand',
  'need.horizon': 'horizon',
  'finance-snapshot.income': 'incomeBand',
  'finance-snapshot.expense': 'incomeBand',
  'finance-snapshot.assets': 'assetBand',
  'finance-snapshot.source': 'provenance',
  'task.kind': 'taskKind',
  'task.priority': 'taskPriority',
  'task.status': 'taskState',
  'task.origin': 'taskOrigin',
  'important-date.kind': 'dateKind',
  'important-date.calendar': 'calendar',
  'complaint.channel': 'complaintChannel',
  'complaint.businessCategory': 'businessCategory',
  'complaint.reason': 'complaintReason',
  'complaint.demand': 'complaintDemand',
  'complaint.sensitive': 'sensitive',
  'complaint.emotionStart': 'emotion',
  'handover.reason': 'handoverReason',
  'handover.state': 'handoverState',
}

const otherLabelsOf: Record<string, Readonly<Record<string, unknown>>> = {
  'interaction.productTalk': {
    ...domain.productTalk,
    ...domain.productGrade,
    ...domain.riskLevel,
    ...domain.disclosureWay,
  },
  'need.type': customerFile.needType,
  'need.status': customerFile.needStatus,
  'finance-snapshot.liabilities': customerFile.liabilityBand,
  'relation.kind': customerFile.relationKind,
  'churn-signal.kind': customerFile.churnKind,
  'churn-signal.severity': customerFile.churnSeverity,
  'churn-signal.state': customerFile.churnState,
  'churn-signal.cause': customerFile.churnCause,
  'task.ref': domain.recordType,
  'important-date.leapPolicy': dates.leapPolicy,
  'important-date.shortMonth': dates.shortMonth,
  'important-date.feb29': dates.feb29,
  'important-date.origin': dates.origin,
}

/** Members inside of values: contact points, completions, events, talks about products, the other end of a relation. */
const memberLabels: Record<string, string> = {
  ...sync.eventFields,
  kind: '种类',
  value: '内容',
  idLast4: '身份证尾号',
  idHmac: '核对重复用的校验值',
  label: '名称',
  primary: '首选',
  verifiedOn: '核对日期',
  source: '来源',
  on: '采集日期',
  invalid: '已失效',
  at: '时间',
  by: '操作人',
  occurredAt: '发生时间',
  recordedAt: '登记时间',
  no: '序号',
  result: '结果',
  full: '拼音',
  alternatives: '其他读音',
  simplified: '简体',
  override: '更正的读音',
  aliases: '别名的读音',
  type: '类别',
  id: '编号',
  level: '风险等级',
  grade: '产品等级',
  capacity: '客户等级',
  assessedOn: '评估日期',
  disclosed: '风险揭示',
  extraCare: '特别关照',
  name: '姓名',
  customerId: '客户',
}
const fieldLabels: Record<string, Record<string, string>> = sync.fields
const extraLabels: Record<string, string> = {
  branchId: '网点',
  searchKeys: '检索读音',
  nextTaskId: '下一步任务',
  ref: '相关记录',
  completions: '完成情况',
  events: '经过',
  openTasks: '未完成任务数',
  heardAt: '知道结果的时间',
  decidedBy: '决定人',
  decidedAt: '决定时间',
  mergeLog: '合并时采用的内容',
}

/** 客户卡, 联系记录, …; the type as it is called in the database where there is no word for it. */
export function typeWords(type: string): string {
  return own(domain.recordType, type) ?? type
}

/** 生日, 等级, …: a field by the word that the screens have for it. */
export function fieldWords(type: string, field: string): string {
  return own(fieldLabels[type] ?? {}, field) ?? own(extraLabels, field) ?? field
}

/**
 * The value of a field in words: codes by their labels, instants as time in Shanghai, ids of colleagues by their names.
 * What has no words is given as it is; nothing is left out.
 */
export function valueWords(
  type: string,
  field: string,
  value: unknown,
  names: ReadonlyMap<string, string>,
): unknown {
  if (field === 'mergeLog') return mergeLogWords(value, names)
  const path = `${type}.${field}`
  const list = labelsOf[path]
  const labels = list === undefined ? (otherLabelsOf[path] ?? {}) : domain[list]
  return inWords(value, { labels, names, member: field })
}

/** ME8: what a merge wrote, each entry by the field that it wrote; the whole log, or one entry. */
function mergeLogWords(value: unknown, names: ReadonlyMap<string, string>): unknown {
  const entry = MergedField.safeParse(value).data
  if (entry === undefined) {
    const entries = Object.entries(Object(value))
    return Object.fromEntries(entries.map(([id, each]) => [id, mergeLogWords(each, names)]))
  }
  const { keptId, record, field, before, after } = entry
  const [name = field] = field.split('.')
  return {
    并入的客户: names.get(keptId) ?? keptId,
    项目: `${typeWords(record)} ${fieldWords(record, name)}`,
    合并前: valueWords(record, name, before, names),
    合并后: valueWords(record, name, after, names),
  }
}

interface Look {
  labels: Readonly<Record<string, unknown>>
  names: ReadonlyMap<string, string>
  member: string
}

function inWords(value: unknown, look: Look): unknown {
  if (typeof value === 'boolean') return value ? sync.yes : sync.no
  if (typeof value === 'number') return numberWords(value, look)
  if (typeof value === 'string') {
    return (
      own(look.labels, value) ??
      own(kindLabels(look.member), value) ??
      look.names.get(value) ??
      value
    )
  }
  if (Array.isArray(value)) return value.map((item) => inWords(item, look))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      own(memberLabels, name) ?? name,
      inWords(member, { ...look, member: name }),
    ]),
  )
}

function numberWords(value: number, { labels, member }: Look): unknown {
  if (/^at$|At$/u.test(member)) return timeWords(value)
  return own(labels, String(value)) ?? value
}

/** `2026-11-22 09:30:00`, in Shanghai. */
export function timeWords(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

function kindLabels(member: string): Readonly<Record<string, unknown>> {
  if (member === 'kind') return { ...domain.contactPoint, ...domain.complaintEvent }
  return member === 'noticeHow' ? domain.noticeHow : {}
}

function own(labels: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const label = Object.hasOwn(labels, name) ? labels[name] : undefined
  return typeof label === 'string' ? label : undefined
}
