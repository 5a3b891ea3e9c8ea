type Trouble = 'full' | 'newer-app' | 'gone' | 'silent' | 'failed'
type Problem = 'no-crypto' | 'no-database' | 'no-answer' | 'not-kept'

const notSaved: Record<Trouble, string> = {
  full: '本机空间已满，没有保存，内容还在。请清理空间，再保存一次。',
  'newer-app':
    '应用已在另一个窗口更新，这个窗口不能再保存。更新前写的都在草稿里，之后写的请先复制，再刷新页面。',
  gone: '本机的数据被清除了，没有保存，内容还在这里。请先复制，再刷新页面。',
  silent: '本机存储没有回应，没有保存，内容还在这里。请先复制，再完全关闭行伴重新打开。',
  failed: '没有保存成功，内容还在。请再试一次；还不行就刷新页面。',
}

const why: Record<Problem, string> = {
  'no-crypto': '这个地址不是安全连接（https），浏览器因此不提供加密。请向管理员要正确的地址。',
  'no-database': '浏览器不让网页保存数据：多半是无痕窗口，或者设置里禁止了网站数据。',
  'not-kept': '写进去的内容读不出来：磁盘可能已满，或者浏览器损坏。',
  'no-answer': '浏览器的存储一直没有回应。以前保存的内容不受影响。',
}

/** What this device keeps, and what it cannot keep. */
export const storage = {
  notSaved: (trouble: Trouble | null) => notSaved[trouble ?? 'failed'],
  full: '本机空间已满：新写的内容存不下，以前保存的都在。请清理空间后再保存。',
  lowSpace: '本机空间不足 50 MB：照常录入和保存，暂停接收同事的更新。请清理空间。',
  newerApp: '应用已在另一个窗口更新，这个窗口不能再保存。请刷新页面。',
  gone: '本机的数据被清除了（浏览器设置或系统清理）。内容都已上传，请刷新页面重新登录。',
  goneUnsent: (count: number) =>
    `本机的数据被清除了（浏览器设置或系统清理）。还有 ${count} 项没有上传，只在这个页面里：请不要关闭或刷新，连网后会自动上传。`,
  sendNow: '立即上传',
  silent: '本机存储没有回应，写的内容暂时存不下。请先复制正在写的内容，再完全关闭行伴重新打开。',
  failed: '刚写的内容没有存到本机。请再保存一次；还不行就刷新页面。',
  unsentLong: (count: number, age: string) =>
    `有 ${count} 项还没有上传，最早的是${age}。请连上网络。`,
  unsentAtRisk: (count: number, age: string) =>
    `有 ${count} 项还没有上传，最早的是${age}。浏览器可能会自行清理本机数据，请尽快连上网络。`,
  unsupportedTitle: '这个浏览器存不住资料',
  unsupportedWhy: (problem: Problem) => why[problem],
  unsupportedNothing: '行伴不会在存不住的浏览器里录入：断一次网、关一次页面，写的内容就没了。',
  unsupportedWhatToDo: '可以这样做',
  unsupportedSteps: [
    '不用无痕（隐私）窗口，直接打开浏览器',
    '清理设备空间，至少留出 50 MB',
    '换一个浏览器：Chrome、Edge 111 或 Safari 16.4 以上',
  ],
  silentTitle: '请完全关闭行伴，再打开',
  silentSteps: [
    '手机、平板：从应用切换器里把浏览器或行伴划掉',
    '电脑：关闭浏览器的所有窗口',
    '重新打开行伴，输入密码解锁',
  ],
  supersededTitle: '应用已更新',
  supersededText: '行伴在另一个窗口更新了。正在写的内容已加密存为草稿，刷新后接着写。',
}
