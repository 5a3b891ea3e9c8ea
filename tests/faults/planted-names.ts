import { randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import { addCustomer, startNote, writeNote } from '#tests/support/customer-work.ts'
import { searchProfile } from '#tests/support/profile-search.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { createTablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'

/**
 * So many devices are used, locked and closed; then every file of their profiles is searched for what was typed there and
 * nowhere else. That the search finds what lies in the clear is shown in `tests/e2e/disk.test.ts`.
 */
export async function searchLockedDevices({
  devices,
  seed,
}: {
  devices: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  const violations: string[] = []
  let searched = 0
  try {
    for (let index = 0; index < devices; index += 1) {
      const number = randomInteger(random, 10_000_000, 99_999_999)
      const planted = {
        name: `独孤青禾${number}`,
        mobile: `139${number}`,
        sent: `存单${number}转给女儿读书`,
        unsent: `断网时说起老家${number}号要拆`,
        half: `半句没写完：她先生${number}`,
      }
      const tablet = createTablet(`planted-${index}`, server.url)
      try {
        const app = await tablet.start()
        await app.signIn('1001', password)
        const customer = await addCustomer(app, planted)
        await writeNote(app, customer, planted.sent)
        await app.untilSynced()
        await tablet.network('offline')
        await writeNote(app, customer, planted.unsent)
        await startNote(app, customer, planted.half)
        await app.page.keyboard.press('Escape')
        await app.page.getByRole('dialog').waitFor({ state: 'detached' })
        await app.lock()
        await tablet.close()
        const texts = [...Object.values(planted), String(number), password]
        searched += texts.length
        for (const { text, file, form } of searchProfile(tablet.folder, texts)) {
          violations.push(`[VA1] “${text}” lies in ${file} (${form})`)
        }
        violations.push(...tablet.complaints)
      } finally {
        await tablet.dispose()
      }
    }
    return { counts: { devices, searched }, violations }
  } finally {
    await server.dispose()
  }
}
