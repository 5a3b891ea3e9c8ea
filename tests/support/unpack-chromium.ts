import { chromiumPath } from './chromium.ts'

/** Before all tests: the browser of the npm package is unpacked once, not by several workers at the same time. */
export async function setup(): Promise<void> {
  await chromiumPath()
}
