import type { Messages } from './messages.ts'

let whole: Messages | null = null
const listeners = new Set<() => void>()

/** 简体中文 beyond the first page; null until `loadWholeTexts` has brought it. */
export const wholeTexts = {
  current: () => whole,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** Brings the texts of the open app. Rejects when they cannot be loaded. */
export async function loadWholeTexts(): Promise<void> {
  whole ??= (await import('./zh-CN.ts')).zhCN
  for (const listener of listeners) listener()
}
