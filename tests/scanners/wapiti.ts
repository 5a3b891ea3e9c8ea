import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { runTool } from './run-tool.ts'
import type { ScanResult } from './scan-result.ts'

/** Without those that ask another machine (`ssrf`) or load a list from one (`wapp`, `nikto`). */
const modules =
  'backup,blindsql,cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss,xxe'
/** Seconds for finding addresses, and for each module. */
const [crawlSeconds, moduleSeconds] = [60, 60]
/** Wapiti's levels: 1 low, 2 medium, 3 high. */
const medium = 2

const Report = z.object({
  vulnerabilities: z.record(z.string(), z.array(z.looseObject({ level: z.number() }))),
  anomalies: z.record(z.string(), z.array(z.looseObject({ level: z.number() }))),
})

/** Attacks everything that is linked from `start` on the server at `url`; null where wapiti is not installed. */
export async function runWapiti(url: string, start: string): Promise<ScanResult | null> {
  const folder = temporaryFolder('wapiti')
  const report = join(folder.path, 'report.json')
  const args = [
    ['-u', `${url}/`, '-s', url + start, '--scope', 'domain', '-d', '3', '-t', '10'],
    ['-m', modules, '--flush-session', '--no-bugreport', '-f', 'json', '-o', report],
    ['--external-endpoint', url, '--internal-endpoint', url],
    ['--store-session', folder.path, '--store-config', folder.path],
    ['--max-scan-time', String(crawlSeconds), '--max-attack-time', String(moduleSeconds)],
  ]
  const limitMs = (crawlSeconds + moduleSeconds * modules.split(',').length + 60) * 1000
  const run = await runTool('wapiti', args.flat(), limitMs)
  if (run === null) return null
  try {
    const { vulnerabilities, anomalies } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
    const found = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, all]) =>
      all.map((one) => ({ level: one.level, text: `${kind}: ${JSON.stringify(one)}` })),
    )
    return {
      serious: found.filter(({ level }) => level >= medium).map(({ text }) => text),
      remarks: found.filter(({ level }) => level < medium).map(({ text }) => text),
    }
  } catch (error) {
    return { serious: [`no report (${String(error)}): ${run.output.slice(-2000)}`], remarks: [] }
  } finally {
    folder.remove()
  }
}
