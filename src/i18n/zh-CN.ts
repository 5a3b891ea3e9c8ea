import { attention } from './zh-CN/attention.ts'
import { cadence } from './zh-CN/cadence.ts'
import { complaints } from './zh-CN/complaints.ts'
import { customerFile } from './zh-CN/customer-file.ts'
import { customers } from './zh-CN/customers.ts'
import { dates } from './zh-CN/dates.ts'
import { devices } from './zh-CN/devices.ts'
import { domain } from './zh-CN/domain.ts'
import { firstTexts } from './zh-CN/first.ts'
import { handover } from './zh-CN/handover.ts'
import { history } from './zh-CN/history.ts'
import { notes } from './zh-CN/notes.ts'
import { passkeys } from './zh-CN/passkeys.ts'
import { profile } from './zh-CN/profile.ts'
import { settings } from './zh-CN/settings.ts'
import { suitability } from './zh-CN/suitability.ts'
import { sync } from './zh-CN/sync.ts'
import { tasks } from './zh-CN/tasks.ts'
import { timeline } from './zh-CN/timeline.ts'
import { today } from './zh-CN/today.ts'

/** 简体中文: the source of all texts. One file for each area, the same files under `en/`. */
export const zhCN = {
  ...firstTexts,
  attention,
  cadence,
  complaints,
  customerFile,
  customers,
  dates,
  devices,
  domain,
  handover,
  history,
  notes,
  passkeys,
  profile,
  settings,
  suitability,
  sync,
  tasks,
  timeline,
  today,
}
