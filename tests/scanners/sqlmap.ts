import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import type { ApiRoute } from './api-routes.ts'
import { runTool } from './run-tool.ts'

/** Refusals are answers, too: an injection could hide in one. */
const refusals = '401,403,404,409,413,415,422,426,429'
const limitMs = 300_000

export interface SqlmapResult {
  /** What sqlmap says that it got in by. */
  injections: string[]
  /** False: its time was over before it was through with the route. */
  finished: boolean
}

/**
 * Tries every member of the body, the id in the path, the query and the cookie of one route (`--level 2`: error, blind, stacked
 * and time based); null where sqlmap is not installed.
 */
export async function runSqlmap(
  url: string,
  { method, path, body }: ApiRoute,
  { id, cookie }: { id: string; cookie: string },
): Promise<SqlmapResult | null> {
  const folder = temporaryFolder('sqlmap')
  try {
    // The star says where in a path to try; a route without anything to fill in gets a query.
    const place = path.includes(id) ? path.replace(id, `${id}*`) : `${path}?id=1`
    const headers = `content-type: application/json\nx-branchbook: 1`
    const args = [
      ['-u', url + (body === undefined ? place : path), '--method', method],
      body === undefined ? [] : ['--data', JSON.stringify(body)],
      ['--headers', headers, '--cookie', cookie, '--batch', '--flush-session'],
      ['--level', '2', '--risk', '1', '--technique', 'BEST', '--time-sec', '2', '--threads', '4'],
      ['--timeout', '10', '--retries', '0', '--ignore-code', refusals],
      ['--output-dir', folder.path, '--disable-coloring'],
    ]
    const run = await runTool('sqlmap', args.flat(), limitMs)
    if (run === null) return null
    const found = run.output.split('identified the following injection point')[1]
    const saysNone = /do(?:es)? not (?:appear|seem) to be injectable|no parameter\(s\) found/
    return {
      injections: found === undefined ? [] : [found.slice(0, 600)],
      finished: run.ended && (found !== undefined || saysNone.test(run.output)),
    }
  } finally {
    folder.remove()
  }
}
