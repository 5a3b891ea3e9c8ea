import type { firstTexts } from './zh-CN/first.ts'
import type { zhCN } from './zh-CN.ts'

/** The shape of every catalogue; 简体中文 is the source. */
export type Messages = typeof zhCN

/** What is there before an app is open. */
export type FirstMessages = typeof firstTexts
