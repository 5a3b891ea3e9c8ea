import type { FeedbackCategory } from '#shared/domain/feedback.ts'
import type { LifeEventKind } from '#shared/domain/life-event.ts'

/** Words for generated needs, relations, plans, life events and feedback. */

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

export const feedbackTexts: readonly {
  category: FeedbackCategory
  text: string
  done: string
  answer: string
}[] = [
  {
    category: 'waiting',
    text: '月初领养老金那几天，排队要一个多小时。',
    done: '月初三天多开一个窗口，门口加了一位引导。',
    answer: '电话告诉他下月起多开窗口，请他来看看。',
  },
  {
    category: 'digital',
    text: '手机银行的字太小，转账找不到入口。',
    done: '当面设了大字版，反馈给电子银行部。',
    answer: '教会了大字版，说好有问题随时来。',
  },
  {
    category: 'fee',
    text: '短信费从哪个月开始收，没有人告诉过。',
    done: '查了签约记录，短信费可以取消。',
    answer: '说明了扣费时间，已按他的意思取消。',
  },
  {
    category: 'process',
    text: '改个手机号要填三张表，能不能少一点。',
    done: '核对后可以并成一张，已改指引。',
    answer: '告诉他下次只填一张表。',
  },
  {
    category: 'facility',
    text: '大厅没有放伞的地方，下雨天地上很滑。',
    done: '添了伞架和防滑垫。',
    answer: '发微信告诉他已经添了，谢谢提醒。',
  },
  {
    category: 'praise',
    text: '大堂的小伙子很耐心，陪我妈弄了半个小时。',
    done: '晨会上表扬了当班同事。',
    answer: '谢谢他专门来说。',
  },
]
