import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { CrashScreen, NotFoundScreen } from './fallback-screens.tsx'
import { lazyPage } from './lazy-page.ts'
import { Shell } from './shell.tsx'

// Search parameters hold choices of the view and ids, never a name, a number or what was typed.
const id = z.catch(z.optional(z.uuid()), undefined)
const word = z.catch(z.optional(z.string().check(z.regex(/^[a-z_-]{1,24}$/))), undefined)
const day = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))), undefined)
const CustomersSearch = z.object({
  find: z.catch(z.optional(z.boolean()), undefined),
})
const ViewSearch = z.object({
  view: word,
  day,
  who: word,
})
const CadenceSearch = z.object({ view: word, tier: word })
const ChurnSearch = z.object({ view: word })
const FeedbackSearch = z.object({ view: word })
const TemplatesSearch = z.object({ occasion: word })
const AttentionSearch = z.object({ view: word, kind: word })
const AuditSearch = z.object({
  who: id,
  device: id,
  record: id,
  group: word,
  from: day,
  to: day,
})
const DevicesSearch = z.object({ view: word, branch: id })
const NewTaskSearch = z.object({ customer: id, from: id })
const NewHandoverSearch = z.object({ customer: id, again: id, from: id })
const NewComplaintSearch = z.object({ customer: id })

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundScreen })

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today', replace: true })
  },
})
const today = createRoute({
  getParentRoute: () => root,
  path: '/today',
  component: lazyPage(() => import('./routes/today-page.tsx'), 'TodayRoute'),
})
const todayNote = createRoute({
  getParentRoute: () => today,
  path: 'note',
  component: lazyPage(() => import('./routes/today-note-route.tsx'), 'TodayNoteRoute'),
})

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search) => CustomersSearch.parse(search),
  component: lazyPage(() => import('./routes/customers-page.tsx'), 'CustomersPage'),
})
const newCustomer = createRoute({
  getParentRoute: () => root,
  path: '/customers/new',
  component: lazyPage(() => import('./routes/customer-form-page.tsx'), 'NewCustomerPage'),
})
const importCustomers = createRoute({
  getParentRoute: () => root,
  path: '/customers/import',
  component: lazyPage(() => import('./routes/customer-transfer-pages.tsx'), 'ImportCustomersPage'),
})
const exportCustomers = createRoute({
  getParentRoute: () => root,
  path: '/customers/export',
  component: lazyPage(() => import('./routes/customer-transfer-pages.tsx'), 'ExportCustomersPage'),
})
const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/customers/duplicates',
  component: lazyPage(() => import('./routes/duplicates-page.tsx'), 'DuplicatesPage'),
})
const editCustomer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId/edit',
  component: lazyPage(() => import('./routes/customer-form-page.tsx'), 'EditCustomerPage'),
})
const customer = createRoute({
  getParentRoute: () => customers,
  path: '$customerId',
  component: lazyPage(() => import('./routes/customer-page.tsx'), 'CustomerPage'),
})
const newNote = createRoute({
  getParentRoute: () => customer,
  path: 'notes/new',
  component: lazyPage(() => import('./routes/customer-sheets.tsx'), 'NewNoteRoute'),
})
const editNote = createRoute({
  getParentRoute: () => customer,
  path: 'notes/$noteId',
  component: lazyPage(() => import('./routes/customer-sheets.tsx'), 'EditNoteRoute'),
})
const newDate = createRoute({
  getParentRoute: () => customer,
  path: 'dates/new',
  component: lazyPage(() => import('./routes/customer-sheets.tsx'), 'NewDateRoute'),
})
const editDate = createRoute({
  getParentRoute: () => customer,
  path: 'dates/$dateId',
  component: lazyPage(() => import('./routes/customer-sheets.tsx'), 'EditDateRoute'),
})
const message = createRoute({
  getParentRoute: () => customer,
  path: 'message/$occasion',
  component: lazyPage(() => import('./routes/message-page.tsx'), 'MessageRoute'),
})
const file = createRoute({
  getParentRoute: () => customer,
  path: 'file/$part/$entry',
  component: lazyPage(() => import('./routes/customer-file-sheets.tsx'), 'FileRoute'),
})

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: (search) => ViewSearch.parse(search),
  component: lazyPage(() => import('./routes/tasks-page.tsx'), 'TasksPage'),
})
const newTask = createRoute({
  getParentRoute: () => tasks,
  path: 'new',
  validateSearch: (search) => NewTaskSearch.parse(search),
  component: lazyPage(() => import('./routes/tasks-page.tsx'), 'NewTaskRoute'),
})
const editTask = createRoute({
  getParentRoute: () => tasks,
  path: '$taskId',
  component: lazyPage(() => import('./routes/tasks-page.tsx'), 'EditTaskRoute'),
})

const complaints = createRoute({
  getParentRoute: () => root,
  path: '/complaints',
  validateSearch: (search) => ViewSearch.parse(search),
  component: lazyPage(() => import('./routes/complaints-page.tsx'), 'ComplaintsPage'),
})
const newComplaint = createRoute({
  getParentRoute: () => root,
  path: '/complaints/new',
  validateSearch: (search) => NewComplaintSearch.parse(search),
  component: lazyPage(() => import('./routes/complaints-page.tsx'), 'NewComplaintPage'),
})
const complaint = createRoute({
  getParentRoute: () => root,
  path: '/complaints/$complaintId',
  component: lazyPage(() => import('./routes/complaints-page.tsx'), 'ComplaintPage'),
})

const dates = createRoute({
  getParentRoute: () => root,
  path: '/dates',
  component: lazyPage(() => import('./routes/dates-page.tsx'), 'DatesPage'),
})
const cadence = createRoute({
  getParentRoute: () => root,
  path: '/cadence',
  validateSearch: (search) => CadenceSearch.parse(search),
  component: lazyPage(() => import('./routes/cadence-page.tsx'), 'CadencePage'),
})
const churn = createRoute({
  getParentRoute: () => root,
  path: '/churn',
  validateSearch: (search) => ChurnSearch.parse(search),
  component: lazyPage(() => import('./routes/churn-page.tsx'), 'ChurnPage'),
})
const churnEntry = createRoute({
  getParentRoute: () => churn,
  path: '$customerId/$entry',
  component: lazyPage(() => import('./routes/churn-page.tsx'), 'ChurnEntryRoute'),
})
const feedback = createRoute({
  getParentRoute: () => root,
  path: '/feedback',
  validateSearch: (search) => FeedbackSearch.parse(search),
  component: lazyPage(() => import('./routes/feedback-page.tsx'), 'FeedbackPage'),
})
const feedbackEntry = createRoute({
  getParentRoute: () => feedback,
  path: '$entry',
  component: lazyPage(() => import('./routes/feedback-page.tsx'), 'FeedbackEntryRoute'),
})
const templates = createRoute({
  getParentRoute: () => root,
  path: '/templates',
  validateSearch: (search) => TemplatesSearch.parse(search),
  component: lazyPage(() => import('./routes/templates-page.tsx'), 'TemplatesPage'),
})
const template = createRoute({
  getParentRoute: () => templates,
  path: '$entry',
  component: lazyPage(() => import('./routes/templates-page.tsx'), 'TemplateRoute'),
})
const sync = createRoute({
  getParentRoute: () => root,
  path: '/sync',
  validateSearch: (search) => AttentionSearch.parse(search),
  component: lazyPage(() => import('./routes/sync-page.tsx'), 'SyncPage'),
})
const syncIssue = createRoute({
  getParentRoute: () => root,
  path: '/sync/issues/$issueId',
  component: lazyPage(() => import('./routes/sync-page.tsx'), 'SyncIssuePage'),
})
const history = createRoute({
  getParentRoute: () => root,
  path: '/history/$recordType/$recordId',
  component: lazyPage(() => import('./routes/history-page.tsx'), 'HistoryPage'),
})
const handovers = createRoute({
  getParentRoute: () => root,
  path: '/handovers',
  component: lazyPage(() => import('./routes/handovers-page.tsx'), 'HandoversPage'),
})
const newHandover = createRoute({
  getParentRoute: () => root,
  path: '/handovers/new',
  validateSearch: (search) => NewHandoverSearch.parse(search),
  component: lazyPage(() => import('./routes/handovers-page.tsx'), 'NewHandoverPage'),
})
const handover = createRoute({
  getParentRoute: () => root,
  path: '/handovers/$handoverId',
  component: lazyPage(() => import('./routes/handovers-page.tsx'), 'HandoverPage'),
})
const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyPage(() => import('./routes/me-page.tsx'), 'MePage'),
})
const colleagues = createRoute({
  getParentRoute: () => root,
  path: '/me/colleagues',
  component: lazyPage(() => import('./routes/colleagues-pages.tsx'), 'ColleaguesPage'),
})

const colleague = createRoute({
  getParentRoute: () => root,
  path: '/me/colleagues/$staffId',
  component: lazyPage(() => import('./routes/colleagues-pages.tsx'), 'ColleaguePage'),
})
const devices = createRoute({
  getParentRoute: () => root,
  path: '/me/devices',
  component: lazyPage(() => import('./routes/devices-page.tsx'), 'DevicesPage'),
})

const recovery = createRoute({
  getParentRoute: () => root,
  path: '/me/recovery',
  component: lazyPage(() => import('./routes/recovery-page.tsx'), 'RecoveryPage'),
})

const console = createRoute({
  getParentRoute: () => root,
  path: '/console',
  component: lazyPage(() => import('./routes/console-pages.tsx'), 'ConsolePage'),
})
const branches = createRoute({
  getParentRoute: () => root,
  path: '/console/branches',
  component: lazyPage(() => import('./routes/console-pages.tsx'), 'BranchesPage'),
})
const branch = createRoute({
  getParentRoute: () => root,
  path: '/console/branches/$branchId',
  component: lazyPage(() => import('./routes/console-pages.tsx'), 'BranchPage'),
})
const audit = createRoute({
  getParentRoute: () => root,
  path: '/console/audit',
  validateSearch: (search) => AuditSearch.parse(search),
  component: lazyPage(() => import('./routes/console-pages.tsx'), 'AuditPage'),
})
const rules = createRoute({
  getParentRoute: () => root,
  path: '/console/rules',
  component: lazyPage(() => import('./routes/console-pages.tsx'), 'RulesPage'),
})
const backups = createRoute({
  getParentRoute: () => root,
  path: '/console/backups',
  component: lazyPage(() => import('./routes/console-pages.tsx'), 'BackupsPage'),
})
const allDevices = createRoute({
  getParentRoute: () => root,
  path: '/console/devices',
  validateSearch: (search) => DevicesSearch.parse(search),
  component: lazyPage(() => import('./routes/console-pages.tsx'), 'AllDevicesPage'),
})

const routeTree = root.addChildren([
  index,
  today.addChildren([todayNote]),
  customers.addChildren([
    customer.addChildren([newNote, editNote, newDate, editDate, message, file]),
  ]),
  newCustomer,
  importCustomers,
  exportCustomers,
  duplicates,
  editCustomer,
  tasks.addChildren([newTask, editTask]),
  complaints,
  newComplaint,
  complaint,
  dates,
  cadence,
  churn.addChildren([churnEntry]),
  feedback.addChildren([feedbackEntry]),
  templates.addChildren([template]),
  sync,
  syncIssue,
  history,
  handovers,
  newHandover,
  handover,
  me,
  colleagues,
  colleague,
  devices,
  recovery,
  console,
  branches,
  branch,
  allDevices,
  rules,
  audit,
  backups,
])

/** The paths of the app; every screen but the shell is a chunk of its own, precached by the service worker. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: CrashScreen,
})

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** A sheet over a customer's page was begun on another page, to which it leads back. */
    fromList?: boolean
  }
  interface Register {
    router: typeof router
  }
}
