import type { UiTexts } from '#ui/ui-texts.tsx'

/** The generic words, for the gallery and the component tests. */
export const galleryTexts: UiTexts = {
  back: '返回',
  clear: '清除',
  close: '关闭',
  draftRestored: '已恢复上次未填完的内容',
  hide: (label) => `隐藏${label}`,
  hidePassword: '隐藏密码',
  loading: '正在加载',
  noMatches: '没有匹配的结果',
  notRevealed: '没有显示，请再试一次',
  notifications: '通知',
  removeChoice: '取消选择',
  reveal: (label) => `显示${label}`,
  revealToEdit: '显示并修改',
  showPassword: '显示密码',
  startOver: '清空重填',
  today: '今天',
}

export const TWELVE = '阿卜杜热合曼吾买尔江买买提'
export const SIXTY =
  '浙江省杭州市滨江区远山智能装备制造与供应链管理服务集团股份有限公司工会委员会职工互助帮扶专项资金管理办公室二〇二六年度代发户'
