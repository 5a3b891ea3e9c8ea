/** Generic words of the components. */
export const ui = {
  back: '返回',
  clear: '清除',
  close: '关闭',
  draftRestored: '已恢复上次未填完的内容',
  hidePassword: '隐藏密码',
  loading: '正在载入',
  noMatches: '没有匹配的选项',
  notifications: '通知',
  removeChoice: '移除',
  showPassword: '显示密码',
  startOver: '清空重填',
  today: '今天',
}
