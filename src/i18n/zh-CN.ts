import { app } from './zh-CN/app.ts'
import { attention } from './zh-CN/attention.ts'
import { complaints } from './zh-CN/complaints.ts'
import { customers } from './zh-CN/customers.ts'
import { dates } from './zh-CN/dates.ts'
import { devices } from './zh-CN/devices.ts'
import { domain } from './zh-CN/domain.ts'
import { handover } from './zh-CN/handover.ts'
import { history } from './zh-CN/history.ts'
import { notes } from './zh-CN/notes.ts'
import { profile } from './zh-CN/profile.ts'
import { recovery } from './zh-CN/recovery.ts'
import { session } from './zh-CN/session.ts'
import { settings } from './zh-CN/settings.ts'
import { sync } from './zh-CN/sync.ts'
import { tasks } from './zh-CN/tasks.ts'
import { timeline } from './zh-CN/timeline.ts'
import { today } from './zh-CN/today.ts'
import { ui } from './zh-CN/ui.ts'

/** 简体中文: the source of all texts. One file for each area, the same files under `en/`. */
export const zhCN = {
  app,
  attention,
  complaints,
  customers,
  dates,
  devices,
  domain,
  handover,
  history,
  notes,
  profile,
  recovery,
  session,
  settings,
  sync,
  tasks,
  timeline,
  today,
  ui,
}
