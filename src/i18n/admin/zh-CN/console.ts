/** 管理: the way into the administrator's pages. */
export const console = {
  title: '管理',
  text: '全行的同事、网点、设备、规则、审计和备份。',
  forbidden: '这一页只有管理员可以打开。',
  offline: '这部分要联网才能看。',
  people: '人员和网点',
  records: '规则和留痕',
  devicesText: '最近使用、未上传、丢失的改动，结束登录',
  devicesNews: (count: number) => `${count} 台要留意`,
  yearNews: (year: string) => `录入 ${year} 放假安排`,
  chainNews: '被改动过',
  neverNews: '还没备份过',
  oldNews: (days: number) => `${days} 天没备份`,
}
