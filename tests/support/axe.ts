import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AppDriver } from './app-driver.ts'
import { sidewaysOverflow } from './overflow.ts'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** What axe finds on the page as it stands, and whether it overflows sideways. */
export async function findingsOn(app: AppDriver, where: string): Promise<string[]> {
  const { page } = app
  // Fades and sheets must have ended, or a colour is measured half way.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
      .every(({ playState }) => playState !== 'running'),
  )
  await page.evaluate(axeSource)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
  })
  if ((await sidewaysOverflow(page)) > 0) found.push('sideways overflow')
  return found.map((finding) => `${where}: ${finding}`)
}
