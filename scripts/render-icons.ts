/**
 * Draws the PNG icons of `public/` from `public/icon.svg`. Run after changing the mark:
 * `node scripts/render-icons.ts`. `CHROMIUM_PATH` names another Chromium than /usr/bin/chromium.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const JADE = '#0b6b57'

/** `scale` below 1 leaves room for the shapes that a platform cuts out of a full square. */
const icons = [
  { file: 'icon-192.png', size: 192, scale: 1, background: 'transparent' },
  { file: 'icon-512.png', size: 512, scale: 1, background: 'transparent' },
  { file: 'icon-maskable-512.png', size: 512, scale: 0.9, background: JADE },
  { file: 'apple-touch-icon-180.png', size: 180, scale: 1, background: JADE },
]

const publicFolder = join(import.meta.dirname, '..', 'public')
const mark = (await readFile(join(publicFolder, 'icon.svg'))).toString('base64')
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const page = await browser.newPage({ deviceScaleFactor: 1 })
  for (const icon of icons) {
    const side = icon.size * icon.scale
    await page.setViewportSize({ width: icon.size, height: icon.size })
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${icon.background}">
        <img src="data:image/svg+xml;base64,${mark}" width="${side}" height="${side}">
      </body>`,
    )
    await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
    await page.screenshot({ path: join(publicFolder, icon.file), omitBackground: true })
    console.log(`public/${icon.file} ${icon.size} × ${icon.size}`)
  }
} finally {
  await browser.close()
}
