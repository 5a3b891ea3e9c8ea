import type { Browser, Platform } from '#shared/protocol/device-message.ts'

/** What a browser says of itself, in words that people know; the text itself is not kept. */
export interface DeviceKind {
  browser: Browser
  platform: Platform
}

/** In this order: nearly every browser also says Chrome and Safari, and an Android also Linux. */
const browserMarks: readonly (readonly [RegExp, Browser])[] = [
  [/MicroMessenger\//, 'wechat'],
  [/\bMQQBrowser\/|\bQQBrowser\/|\bQQ\//, 'qq'],
  [/\bUCBrowser\/|\bUCWEB/, 'uc'],
  [/HuaweiBrowser\//, 'huawei'],
  [/SamsungBrowser\//, 'samsung'],
  [/\bEdg(e|A|iOS)?\//, 'edge'],
  [/\bFirefox\/|\bFxiOS\//, 'firefox'],
  [/\bChrome\/|\bHeadlessChrome\/|\bCriOS\/|\bChromium\//, 'chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'safari'],
]
const platformMarks: readonly (readonly [RegExp, Platform])[] = [
  [/HarmonyOS|OpenHarmony/, 'harmony'],
  [/Windows/, 'windows'],
  [/iPhone|iPod/, 'iphone'],
  [/iPad/, 'ipad'],
  [/Android/, 'android'],
  [/CrOS/, 'chromeos'],
  [/Macintosh|Mac OS X/, 'mac'],
  [/Linux|X11/, 'linux'],
]

/** Reads a `User-Agent` header; undefined for a client that sends none. */
export function readUserAgent(header: string | undefined): DeviceKind | undefined {
  if (header === undefined || header === '') return undefined
  const browser = browserMarks.find(([mark]) => mark.test(header))?.[1] ?? 'other'
  const platform = platformMarks.find(([mark]) => mark.test(header))?.[1] ?? 'other'
  // An iPad asks for desktop pages and then says that it is a Mac.
  if (browser === 'safari' && platform === 'mac') return { browser, platform: 'apple' }
  return { browser, platform }
}
