import type { LifeEventKind } from '#shared/domain/life-event.ts'

/** Words for generated needs, relations, plans and life events. */

export const needNotes = [
  '下半年要用，先放灵活一点。',
  '想先了解，不急着定。',
  '和家里商量后再来。',
  '听邻居说起，来问问。',
  '担心利率再降，想锁长一点。',
  '材料还差一份收入证明。',
]

export const relationNotes = [
  '常一起来网点。',
  '对方的意见他很看重。',
  '不必主动提起。',
  '介绍时说过可以联系。',
]

export const planGoals = [
  '两年内备好孩子的教育金，本金不冒险。',
  '退休后每月有一笔稳定的补充。',
  '先还清房贷，同时留足半年开支。',
  '把到期存款分成短、中、长三份。',
  '给店里留足周转，闲钱再做安排。',
]

export const nextSteps = [
  '下次见面看存款到期日，一起排时间。',
  '请他带上房贷还款计划。',
  '先做风险评估，再谈比例。',
  '等年终奖到账后电话联系。',
  '把各期限的利率表发过去，一周后问问看。',
]

export const lifeEvents: readonly (readonly [LifeEventKind, string])[] = [
  ['job_change', '换到了离家近的公司，下月起发薪行也会变。'],
  ['child_birth', '添了个女儿，母女平安。'],
  ['child_school', '儿子考上了外地的大学，九月报到。'],
  ['marriage', '刚领证，年后办酒。'],
  ['house_move', '搬到了江边的新小区，来网点要坐两站地铁。'],
  ['house_purchase', '定了一套三居室，正在凑首付。'],
  ['retirement', '办完了退休手续，下月开始领养老金。'],
  ['money_in', '老房子的拆迁款到账了。'],
  ['other', '报了老年大学的书法班，平日上午不在家。'],
]
