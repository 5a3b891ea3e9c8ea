/** Generic words of the components. */
export const ui = {
  back: '返回',
  clear: '清除',
  close: '关闭',
  draftRestored: '已恢复上次未填完的内容',
  hide: (label: string) => `隐藏${label}`,
  hidePassword: '隐藏密码',
  loading: '正在载入',
  noMatches: '没有匹配的选项',
  notRevealed: '没能记下这次查看，所以没有显示。请再试一次。',
  notifications: '通知',
  removeChoice: '移除',
  reveal: (label: string) => `显示${label}`,
  revealToEdit: '显示并修改',
  showPassword: '显示密码',
  startOver: '清空重填',
  today: '今天',
}
