import { app } from './app.ts'
import { recovery } from './recovery.ts'
import { roleNames } from './role-names.ts'
import { session } from './session.ts'
import { storage } from './storage.ts'
import { ui } from './ui.ts'

/** The texts of the pages that stand before an open app: the first download holds them and no others. */
export const firstTexts = { app, recovery, roleNames, session, storage, ui }
