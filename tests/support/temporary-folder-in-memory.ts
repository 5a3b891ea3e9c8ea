import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPath } from './chromium.ts'

const memoryFolder = '/dev/shm'
const prefix = 'branchbook-tests-'
/** Bytes that have to be free there: many times what all files of a run have needed at the same time. */
const enough = 4 * 1024 ** 3

/**
 * Around all tests: temporary folders lie in memory where there is room for it, unless whoever runs them has chosen with
 * `TMPDIR`. Nobody cuts the power here, so that a flush to a disk proves nothing, and two cores would spend most of a run
 * waiting for it: profiles of browsers and databases of servers live in such folders. What these programs ask of the
 * system stays the same.
 */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return undefined
  removeWhatKilledRunsLeft()
  if (freeBytes(memoryFolder) < enough) return undefined
  // It stays where it is, and is not unpacked a second time.
  process.env['CHROMIUM_PATH'] = await chromiumPath()
  const folder = mkdtempSync(join(memoryFolder, `${prefix}${process.pid}-`))
  // PostgreSQL runs as somebody else and passes through; what is in here is closed to others one by one.
  chmodSync(folder, 0o711)
  process.env['TMPDIR'] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    // There is no such folder.
    return 0
  }
}

/** A run that was killed cannot tidy up, and memory is dearer than a disk. */
function removeWhatKilledRunsLeft(): void {
  for (const name of namesIn(memoryFolder)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`, 'u').exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(memoryFolder, name), { recursive: true, force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is one.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
