import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { runTool } from './run-tool.ts'
import type { ScanResult } from './scan-result.ts'

const limitSeconds = 600

/** What nikto says of every server like this one, and why it is no finding; docs/security.md explains each. */
const knownRemarks = [
  /Uncommon header/,
  /leaks inodes via ETags/,
  /robots\.txt/,
  /No CGI Directories/,
  /No banner retrieved/,
  // 2.1.5 says so whenever it is given a time; what it did not get through shows in its last line.
  /maximum execution time/,
  // Addresses of screens, which every path of the app is answered with.
  /\/(console|me|today|sync|tasks|dates|history)\/?: This might be interesting/,
]

/** Tries nikto's list of known faults on the server at `url`; null where nikto is not installed. */
export async function runNikto(url: string): Promise<ScanResult | null> {
  const folder = temporaryFolder('nikto')
  try {
    const args = ['-h', `${url}/`, '-maxtime', `${limitSeconds}s`, '-nointeractive']
    const run = await runTool(
      'nikto',
      [...args, ...quietConfig(folder.path)],
      (limitSeconds + 30) * 1000,
    )
    if (run === null) return null
    const lines = run.output.split('\n').filter((line) => line.startsWith('+ '))
    const end = lines.find((line) => line.includes('items checked'))
    const facts = /^\+ (Target|Start|End|Server:|\d+ host|\d+ items)/
    const found = lines.filter((line) => !facts.test(line))
    const isRemark = (line: string) => knownRemarks.some((known) => known.test(line))
    return {
      serious: [
        ...found.filter((line) => !isRemark(line)),
        ...(end === undefined ? [`nikto did not end: ${run.output.slice(-500)}`] : []),
      ],
      remarks: [...found.filter(isRemark), end ?? ''],
    }
  } finally {
    folder.remove()
  }
}

/** Its own settings, but with nothing sent to its makers. */
function quietConfig(folder: string): string[] {
  const file = ['/etc/nikto/config.txt', '/etc/nikto.conf'].find((path) => existsSync(path))
  if (file === undefined) return []
  const quiet = readFileSync(file, 'utf8').replace(/^UPDATES=.*$/m, 'UPDATES=no')
  const own = join(folder, 'nikto.conf')
  writeFileSync(own, quiet)
  return ['-config', own]
}
