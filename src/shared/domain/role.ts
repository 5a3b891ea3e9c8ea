import * as z from 'zod/mini'

/** rm 客户经理, lobby 大堂经理, teller 柜员, lead 网点负责人, consumer_protection 消保专员, admin 管理员. */
export const roles = ['rm', 'lobby', 'teller', 'lead', 'consumer_protection', 'admin'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>
