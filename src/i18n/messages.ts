import type { zhCN } from './zh-CN.ts'

/** The shape of every catalogue; 简体中文 is the source. */
export type Messages = typeof zhCN
