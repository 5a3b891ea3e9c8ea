import type { Complaint } from '#shared/domain/complaint.ts'

/** Cases for generated complaints: what happened, and why in the client's own view. */
export interface ComplaintCase {
  category: NonNullable<Complaint['businessCategory']>
  reason: NonNullable<Complaint['reason']>
  demand: NonNullable<Complaint['demand']>
  matter: string
  cause: string
  amount?: string
  /** Names a colleague, so that the complaint is restricted. */
  namesColleague?: boolean
}

export const complaintCases: readonly ComplaintCase[] = [
  {
    category: 'savings',
    reason: 'service_attitude',
    demand: 'reply',
    matter: '上午十点取号，等候一小时十分钟，其间两个窗口暂停营业，无人说明原因。',
    cause: '觉得网点不重视普通客户，要求说明当天的排班。',
  },
  {
    category: 'debit_card',
    reason: 'pricing',
    demand: 'refund',
    matter: '账户被扣小额账户管理费共三十六元，此前未收到任何通知。',
    cause: '认为收费没有事先告知，要求退还并取消。',
    amount: '36 元',
  },
  {
    category: 'own_wealth',
    reason: 'disclosure',
    demand: 'verify',
    matter: '购买的半年期理财到期收益低于销售时所说，客户出示了当时的微信记录。',
    cause: '认为销售时只说收益，没有讲清楚可能达不到。',
    amount: '20 万元',
  },
  {
    category: 'payment',
    reason: 'facility_system',
    demand: 'speed_up',
    matter: '手机银行转账显示成功，对方三天未到账，两次致电仍无结果。',
    cause: '货款晚到被供货商催了两次，影响进货。',
    amount: '4.8 万元',
  },
  {
    category: 'loan',
    reason: 'rule_process',
    demand: 'speed_up',
    matter: '申请提前还款，被告知需排期两个月，柜台与电话客服说法不一致。',
    cause: '觉得流程不透明，多付了两个月利息。',
  },
  {
    category: 'credit_card',
    reason: 'marketing',
    demand: 'stop_contact',
    matter: '一周内接到四次分期推销电话，其中一次在午休时间，多次表示不需要。',
    cause: '认为被打扰，要求停止营销来电。',
  },
  {
    category: 'agency',
    reason: 'disclosure',
    demand: 'refund',
    matter: '老人来存定期，回家后发现办的是分红型保险，家属陪同来网点。',
    cause: '家属认为没有讲清楚是保险，要求全额退保。',
    amount: '10 万元',
    namesColleague: true,
  },
  {
    category: 'savings',
    reason: 'service_attitude',
    demand: 'reply',
    matter: '柜员解释挂失手续时语气不耐烦，当着其他客户说“讲了三遍了”。',
    cause: '感到没有受到尊重，要求当面道歉。',
    namesColleague: true,
  },
  {
    category: 'personal_info',
    reason: 'info_safety',
    demand: 'verify',
    matter: '办理业务后第二天接到装修公司电话，对方知道客户刚办了贷款。',
    cause: '怀疑个人信息从网点泄露，要求核查。',
  },
  {
    category: 'debit_card',
    reason: 'facility_system',
    demand: 'restore',
    matter: '自助机吞卡后被要求次日带证件来取，次日又被告知卡已寄往分行。',
    cause: '来回跑了三趟，耽误了孩子缴费。',
  },
]

export const progressTexts = [
  '已调取当天监控与叫号记录，等候时间属实。',
  '与客户通话二十分钟，了解诉求，情绪平稳。',
  '已向业务部门提交核查，预计两个工作日回复。',
  '客户补充提供了短信截图。',
  '与经办同事谈话，说法与客户基本一致。',
  '提出解决方案，客户表示需要考虑。',
]

export const replyTexts = [
  '经核查情况属实，已退还费用并当面致歉，客户表示接受。',
  '说明了规则依据和处理过程，安排专人跟进后续业务，客户认可。',
  '已停止营销来电并登记勿扰，客户表示满意。',
  '款项已到账，赔付了由此产生的手续费，客户不再追究。',
]
