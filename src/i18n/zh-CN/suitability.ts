/** Whether a product may be recommended to a customer, in a note about one. */
export const suitability = {
  context: '客户情况',
  riskLevel: '风险等级',
  goals: '投资目标',
  income: '收入',
  assets: '资产',
  horizon: '投资期限',
  missing: (labels: string) => `未填：${labels}`,
  grade: '产品风险等级',
  gradeHint: '发行方与本行评级不同时，按较高的选',
  kind: '记为',
  disclosed: '已揭示风险',
  extraCare: '特别关照',
  extraCareHint: '例如：放慢语速逐条讲清，请家属一同到场，客户复述了风险',
  verdict: {
    'not-assessed': '客户还没有风险评估：只能记为客户主动咨询，未推介。',
    undated: '评估日期未填，无法确认风险评估仍然有效：只能记为客户主动咨询，未推介。',
    'assessed-later': '风险评估晚于这次联系：只能记为客户主动咨询，未推介。',
    expired: (until: string) => `风险评估已于 ${until} 过期：只能记为客户主动咨询，未推介。`,
    'above-capacity': (capacity: string, grade: string) =>
      `客户风险等级 ${capacity}，产品 ${grade} 高于承受能力：只能记为客户主动咨询，未推介。`,
    'extra-care': (grade: string) =>
      `客户 65 岁以上，${grade} 属于较高风险产品：推介的话，请写明怎样特别关照。`,
    'may-recommend': (capacity: string, grade: string) =>
      `客户风险等级 ${capacity}，产品 ${grade} 在承受能力以内。`,
  },
  promising: (words: string) =>
    `“${words}”容易被理解为承诺本金或收益。如果是客户原话，请写明；不要用来介绍产品。`,
  quote: (words: readonly string[]) => words.join('”“'),
  product: (grade: string) => `产品 ${grade}`,
  customer: (capacity: string) => `客户 ${capacity}`,
  disclosedBy: (ways: string) => `已揭示风险：${ways}`,
  careGiven: (text: string) => `特别关照：${text}`,
  enquiry: '产品咨询',
}
