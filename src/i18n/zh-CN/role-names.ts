/** What a colleague is; also named before the app is open. */
export const roleNames = {
  rm: '客户经理',
  lobby: '大堂经理',
  teller: '柜员',
  lead: '网点负责人',
  consumer_protection: '消保专员',
  admin: '管理员',
}
