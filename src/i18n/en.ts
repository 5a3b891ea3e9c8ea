import { app } from './en/app.ts'
import { attention } from './en/attention.ts'
import { cadence } from './en/cadence.ts'
import { complaints } from './en/complaints.ts'
import { customerFile } from './en/customer-file.ts'
import { customers } from './en/customers.ts'
import { dates } from './en/dates.ts'
import { devices } from './en/devices.ts'
import { domain } from './en/domain.ts'
import { handover } from './en/handover.ts'
import { history } from './en/history.ts'
import { notes } from './en/notes.ts'
import { passkeys } from './en/passkeys.ts'
import { profile } from './en/profile.ts'
import { recovery } from './en/recovery.ts'
import { roleNames } from './en/role-names.ts'
import { session } from './en/session.ts'
import { settings } from './en/settings.ts'
import { storage } from './en/storage.ts'
import { suitability } from './en/suitability.ts'
import { sync } from './en/sync.ts'
import { tasks } from './en/tasks.ts'
import { timeline } from './en/timeline.ts'
import { today } from './en/today.ts'
import { ui } from './en/ui.ts'
import type { Messages } from './messages.ts'

/** English: the same keys as 简体中文, held to it by the type. */
export const en: Messages = {
  app,
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
  recovery,
  roleNames,
  session,
  settings,
  storage,
  suitability,
  sync,
  tasks,
  timeline,
  today,
  ui,
}
