// @vitest-environment jsdom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { chipFace } from '#features/sync-status/chip-face.ts'
import { statusSentence } from '#features/sync-status/status-sentence.ts'
import { SyncIssueScreen } from '#features/sync-status/sync-issue-screen.tsx'
import { SyncScreen } from '#features/sync-status/sync-screen.tsx'
import { valueWords, type Words } from '#features/sync-status/value-words.ts'
import { zhCN } from '#i18n/zh-CN.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { create, patch } from '#replica/replica.ts'
import { createApi } from '#sync/api.ts'
import { startSync, type SyncEngine } from '#sync/engine.ts'
import { browserEnvironment } from '#sync/environment.ts'
import type { SyncStatus } from '#sync/sync-status.ts'
import { SyncProvider } from '#sync/use-sync.ts'
import {
  author,
  branchId,
  branchScope,
  environment,
  id,
  morning,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledTask,
  task,
  type OpenedReplica,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { showScreen } from './today-frame.tsx'

const engines: SyncEngine[] = []
afterEach(async () => {
  cleanup()
  await Promise.all(engines.splice(0).map((engine) => engine.stop()))
})

const colleague = id(702)
const minute = 60_000

describe('the chip', () => {
  const still: SyncStatus = {
    phase: 'idle',
    pendingCount: 0,
    oldestPendingAt: null,
    attentionCount: 0,
    lastSyncedAt: morning,
    progress: null,
    upload: null,
    nextTryAt: null,
  }
  const face = (change: Partial<SyncStatus>, time: string | null = '10:42') => {
    const { tone, text } = chipFace({ ...still, ...change }, time, zhCN.sync.chip)
    return `${tone}: ${text}`
  }

  it.each<[Partial<SyncStatus>, string]>([
    [{}, 'ok: 已同步 10:42'],
    [{ pendingCount: 3 }, 'pending: 3 项待上传'],
    [{ phase: 'syncing', pendingCount: 3 }, 'pending: 3 项待上传'],
    [
      { phase: 'syncing', pendingCount: 90_000, upload: { done: 60_000, total: 150_000 } },
      'pending: 正在上传 40%',
    ],
    [{ phase: 'offline' }, 'offline: 离线·可继续录入'],
    [{ phase: 'offline', pendingCount: 3 }, 'offline: 离线·3 项待上传'],
    [{ phase: 'server-error', pendingCount: 3 }, 'offline: 服务器无应答'],
    [{ phase: 'busy' }, 'pending: 服务器忙·稍后同步'],
    [{ phase: 'busy', pendingCount: 3 }, 'pending: 服务器忙·3 项待上传'],
    [{ attentionCount: 2 }, 'attention: 2 项需要处理'],
    [{ phase: 'offline', attentionCount: 2, pendingCount: 3 }, 'attention: 2 项需要处理'],
    [{ phase: 'signed-out', attentionCount: 2 }, 'attention: 请重新登录'],
    [{ phase: 'wrong-server', pendingCount: 1 }, 'attention: 服务器不符'],
    [{ phase: 'upgrade-required', pendingCount: 1 }, 'attention: 请更新应用'],
    [{ phase: 'device-failed', pendingCount: 1 }, 'attention: 本机无法保存'],
    [{ phase: 'no-room', pendingCount: 1 }, 'attention: 本机空间不足'],
    [{ phase: 'first-sync', progress: { received: 1, expected: 3 } }, 'pending: 正在下载 33%'],
    [{ phase: 'first-sync', progress: { received: 3, expected: 3 } }, 'pending: 正在下载 99%'],
    [{ phase: 'first-sync', progress: null }, 'pending: 正在下载 0%'],
  ])('says one thing, the most urgent: %j', (change, expected) => {
    expect(face(change)).toBe(expected)
  })

  it('says that nothing was ever synced', () => {
    expect(face({}, null)).toBe('pending: 尚未同步')
  })
})

function sentence(phase: SyncStatus['phase'], pendingCount: number): string {
  return statusSentence(
    { phase, pendingCount, upload: null },
    { lastSync: '5月20日 09:10', age: pendingCount > 0 ? '2 小时前' : null, count: String },
    zhCN.sync.sentence,
  ).text
}

describe('the sentence', () => {
  it('[CL2] names what is not sent, its age, and why', () => {
    expect(sentence('offline', 3)).toBe(
      '离线，5月20日 09:10 起没有连上服务器；3 项待上传（最早：2 小时前）。',
    )
    expect(sentence('signed-out', 1)).toMatch(/登录已结束.*1 项待上传/u)
    expect(sentence('server-error', 1)).toMatch(/服务器没有应答.*1 项待上传/u)
    expect(sentence('busy', 2)).toMatch(/自动继续.*2 项待上传/u)
    expect(sentence('device-failed', 1)).toMatch(/刷新这个页面/u)
    expect(sentence('idle', 0)).toBe('全部内容已于 5月20日 09:10 上传完毕。')
  })
})

describe('values in words', () => {
  const words: Words = {
    language: 'zh-CN',
    messages: zhCN,
    presentYear: 2026,
    staffName: (staffId) => (staffId === author ? '李静' : '同事'),
    customerName: () => '王小明',
  }

  it.each<[string, string, unknown, string]>([
    ['task', 'dueOn', '2026-05-22', '5月22日星期五'],
    ['task', 'dueOn', '2027-01-02', '2027年1月2日'],
    ['task', 'assigneeId', author, '李静'],
    ['task', 'priority', 'high', '重要'],
    ['customer', 'doNotContact', 'all_but_service', '仅业务联系'],
    ['customer', 'deceasedOn', null, '未填'],
    ['customer', 'likes', ['喝茶', '靠窗'], '喝茶、靠窗'],
    ['profile', 'investmentPreferences', ['fund', 'bond'], '基金、国债'],
    [
      'profile',
      'contactPoints.0190c0de-0000-7000-8000-000000000001',
      { kind: 'mobile', value: '13812345678', label: '太太', primary: true },
      '手机 13812345678 · 太太、常用',
    ],
    ['profile', 'riskLevel', 'C9', 'C9'],
    [
      'interaction',
      'productTalk',
      { kind: 'enquiry', grade: 'R4', capacity: 'C2', disclosed: ['spoken', 'document'] },
      '客户主动咨询，未推介 · 产品 R4 中高风险 · 客户 C2 稳健 · 已揭示风险：口头讲解、风险揭示书',
    ],
    ['interaction', 'productTalk', { kind: 'later' }, '{"kind":"later"}'],
    ['important-date', 'leap', true, '是'],
    ['important-date', 'shortMonth', 'last_day', '按廿九过'],
    ['complaint', 'reason', 'service_attitude', '服务态度及质量'],
    ['unknown-type', 'what', { a: 1 }, '{"a":1}'],
  ])('%s %s', (type, path, value, expected) => {
    expect(valueWords(type, path, value, words)).toBe(expected)
  })
})

function issue(change: Partial<SyncIssue>): SyncIssue {
  return {
    outcome: 'conflict',
    reason: 'same-field-changed',
    recordType: 'task',
    recordId: id(11),
    operation: {
      kind: 'patch',
      args: { changes: { dueOn: { from: '2026-05-20', to: '2026-05-29' } } },
    },
    fields: [
      {
        field: 'dueOn',
        base: '2026-05-20',
        mine: '2026-05-29',
        theirs: '2026-05-22',
        theirsAt: morning - 5 * minute,
        theirsBy: colleague,
      },
    ],
    madeAt: morning - 30 * minute,
    device: id(9),
    ...change,
  }
}

async function openWithIssue(data?: SyncIssue): Promise<OpenedReplica> {
  const member = { name: '赵敏', staffNo: '7', role: 'rm', branchId, active: true }
  return openWith(
    page(branchScope, 1, [record('staff', 702, 1, member)]),
    page(branchScope, 2, [pulledCustomer(1, 2)]),
    page(portfolio, 1, [pulledTask(11, 1, { customerId: id(1), dueOn: '2026-05-22' })]),
    page(staffScope(author), 1, data === undefined ? [] : [record('sync-issue', 601, 1, data)]),
  )
}

/** The ledger over a real engine whose server cannot be reached. */
function showLedger(opened: OpenedReplica) {
  const engine = startSync({
    vault: opened.vault,
    replica: opened.replica,
    api: createApi({ fetch: () => Promise.reject(new TypeError('no network')) }),
    environment: {
      ...browserEnvironment((error) => {
        throw error
      }),
      locks: null,
      now: environment.now,
    },
  })
  engines.push(engine)
  showScreen(
    opened,
    <SyncProvider engine={engine}>
      <SyncScreen />
    </SyncProvider>,
  )
  return { engine, user: userEvent.setup() }
}

function showIssue(opened: OpenedReplica, onBack = () => {}) {
  showScreen(opened, <SyncIssueScreen issueId={id(601)} onBack={onBack} />)
  return userEvent.setup()
}

describe('the ledger', () => {
  it('[CL2] lists every change that is not confirmed, oldest first, in words, and why it waits', async () => {
    const opened = await openWithIssue()
    await opened.replica.commit([
      patch('task', id(11), { dueOn: '2026-05-22' }, { dueOn: '2026-05-25', title: '送资料' }),
      create('task', id(12), task({ title: '寄合同' })),
    ])
    const { engine } = showLedger(opened)
    const list = screen.getByRole('list', { name: '未确认的内容' })
    const [first, second] = within(list).getAllByRole('listitem')
    expect(first?.textContent).toContain('送资料')
    expect(first?.textContent).toContain('任务 修改 日期、要做什么')
    expect(first?.textContent).toContain('王小明')
    expect(first?.textContent).toContain('待上传')
    expect(second?.textContent).toContain('寄合同')
    expect(second?.textContent).toContain('任务 新建')
    await act(() => engine.syncNow())
    await screen.findByText(/^离线，.*2 项待上传/u)
  })

  it('says when nothing waits', async () => {
    showLedger(await openWithIssue())
    expect(await screen.findByText('没有待上传的内容')).toBeTruthy()
  })

  it('[OP4] shows what needs a person above it, with everything that was typed', async () => {
    const rejected = issue({
      outcome: 'rejected',
      reason: 'not-allowed',
      recordType: 'interaction',
      recordId: id(77),
      fields: [],
      operation: {
        kind: 'create',
        args: {
          data: { customerIds: [id(1)], text: '答应周五回电三百五十万的方案。', channel: 'phone' },
        },
      },
    })
    showLedger(await openWithIssue(rejected))
    const panel = screen.getByRole('region', { name: '需要处理' })
    within(panel).getByText('您没有权限修改这里。')
    expect(within(panel).getAllByText('答应周五回电三百五十万的方案。').length).toBeGreaterThan(0)
    within(panel).getByText('电话')
  })
})

describe('a conflict', () => {
  it('[ME3] shows both versions with who and when, and takes mine in one commit with the resolution', async () => {
    const opened = await openWithIssue(issue({}))
    const user = showIssue(opened)
    await screen.findByText('5月29日星期五')
    screen.getByText('5月22日星期五')
    screen.getByText(/李静 · 5月20日 09:30/u)
    screen.getByText(/赵敏 · 5月20日 09:55/u)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '保存选择' }).disabled).toBe(true)
    await user.click(screen.getByRole('button', { name: '用这一版 我的版本' }))
    await user.click(screen.getByRole('button', { name: '保存选择' }))
    await screen.findByText('已处理，保存在本机')
    expect(opened.replica.get('task', id(11))?.data.dueOn).toBe('2026-05-29')
    expect(opened.replica.get('sync-issue', id(601))?.data.resolution).toBe('took-mine')
    expect(opened.replica.pending().map(({ operation }) => operation.args)).toEqual([
      { changes: { dueOn: { from: '2026-05-22', to: '2026-05-29' } } },
      { changes: { resolution: { from: null, to: 'took-mine' } } },
    ])
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await waitFor(() => expect(opened.replica.get('task', id(11))?.data.dueOn).toBe('2026-05-22'))
    expect(opened.replica.get('sync-issue', id(601))?.data.resolution).toBeUndefined()
    await screen.findByRole('button', { name: '保存选择' })
  })

  it('leaves the present version alone when that is picked', async () => {
    const opened = await openWithIssue(issue({}))
    const user = showIssue(opened)
    await user.click(await screen.findByRole('button', { name: '用这一版 现在的版本' }))
    await user.click(screen.getByRole('button', { name: '保存选择' }))
    await screen.findByText('已处理，保存在本机')
    expect(opened.replica.get('sync-issue', id(601))?.data.resolution).toBe('kept-theirs')
    expect(opened.replica.pending()).toHaveLength(1)
  })

  it('shows the value of now when it was changed again since', async () => {
    const opened = await openWithIssue(issue({}))
    await opened.replica.commit([
      patch('task', id(11), { dueOn: '2026-05-22' }, { dueOn: '2026-05-27' }),
    ])
    const user = showIssue(opened)
    await screen.findByText('5月27日星期三')
    await user.click(screen.getByRole('button', { name: '用这一版 我的版本' }))
    await user.click(screen.getByRole('button', { name: '保存选择' }))
    await waitFor(() => expect(opened.replica.get('task', id(11))?.data.dueOn).toBe('2026-05-29'))
  })
})

describe('a change that was not taken', () => {
  it('[OP4] says why in plain words, keeps the whole text to copy, and is put away with 知道了', async () => {
    const gone = issue({
      outcome: 'proposal',
      reason: 'transition-not-legal',
      recordType: 'complaint',
      recordId: id(801),
      fields: [],
      operation: {
        kind: 'append',
        args: {
          event: {
            id: id(5),
            by: author,
            occurredAt: morning,
            kind: 'progress',
            text: '客户同意退还 32 元。',
          },
        },
      },
    })
    const opened = await openWithIssue(gone)
    let back = 0
    const user = showIssue(opened, () => (back += 1))
    screen.getByText('您录入时，这件投诉已经办结、撤回或受理过了。')
    screen.getByText('客户同意退还 32 元。')
    await user.click(screen.getByRole('button', { name: '复制' }))
    expect(await navigator.clipboard.readText()).toBe('步骤：进展\n内容：客户同意退还 32 元。')
    await user.click(screen.getByRole('button', { name: '知道了' }))
    await waitFor(() => expect(back).toBe(1))
    expect(opened.replica.get('sync-issue', id(601))?.data.resolution).toBe('dismissed')
  })

  it('shows what a newer version sent as it came', async () => {
    const opened = await openWithIssue(
      issue({
        outcome: 'deferred',
        reason: 'newer-schema',
        fields: [],
        operation: { kind: 'sing', args: { song: '茉莉花' } },
      }),
    )
    showIssue(opened)
    expect(screen.getByText(/茉莉花/u)).toBeTruthy()
  })
})
