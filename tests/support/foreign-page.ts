import type { Page } from 'playwright-core'

/** What a page of another origin got out of its tries. */
export interface ForeignTries {
  /** Answers that it could read, by what it tried. */
  read: string[]
  /** What opened that must not: frames, streams, sockets, windows. */
  opened: string[]
}

/** Tries from within a page everything that a page may try on another origin, with the browser's cookies. */
export function tryEverything(page: Page, target: string, device: string): Promise<ForeignTries> {
  return page.evaluate(
    async ({ target, device }) => {
      const tries: ForeignTries = { read: [], opened: [] }
      const writes = ['/api/sign-out', `/api/devices/${device}/end`, '/api/password', '/sync/push']
      const reads = ['/api/session', '/api/devices', '/admin/staff', '/openapi.json', '/']
      const body = JSON.stringify({ device, epoch: device, sentAt: 1, operations: [] })

      const look = async (name: string, request: Promise<Response>): Promise<void> => {
        try {
          const answer = await request
          const text = answer.type === 'opaque' ? '' : await answer.text()
          if (text !== '' || answer.status !== 0) tries.read.push(name)
        } catch {
          // Refused by the browser: that is what is wanted.
        }
      }
      /** True when it opened within a moment; false when it was refused. */
      const opens = (name: string, listen: (done: (opened: boolean) => void) => void) =>
        new Promise<void>((resolve) => {
          const done = (opened: boolean): void => {
            if (opened) tries.opened.push(name)
            resolve()
          }
          listen(done)
          setTimeout(() => done(false), 2000)
        })
      const element = (name: string, made: HTMLElement) =>
        opens(name, (done) => {
          made.addEventListener('load', () => done(true))
          made.addEventListener('error', () => done(false))
          document.body.append(made)
        })

      const credentials = 'include'
      for (const path of writes) {
        const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/json']
        for (const type of types) {
          const init = {
            method: 'POST',
            credentials,
            body,
            headers: { 'content-type': type },
          } as const
          await look(`post ${type} ${path}`, fetch(target + path, { ...init, mode: 'no-cors' }))
          await look(`cors ${type} ${path}`, fetch(target + path, init))
        }
        const headers = { 'content-type': 'application/json', 'x-branchbook': '1' }
        await look(
          `own ${path}`,
          fetch(target + path, { method: 'POST', credentials, body, headers }),
        )
        navigator.sendBeacon(target + path, new Blob([body], { type: 'text/plain' }))
      }
      for (const path of reads) {
        await look(`get ${path}`, fetch(target + path, { credentials }))
        await look(`opaque ${path}`, fetch(target + path, { credentials, mode: 'no-cors' }))
      }
      for (const path of ['/api/session', '/icon.svg']) {
        await element(`image ${path}`, Object.assign(new Image(), { src: target + path }))
      }
      const script = document.createElement('script')
      await element('script', Object.assign(script, { src: `${target}/api/session` }))

      await opens('events', (done) => {
        const events = new EventSource(`${target}/sync/live`, { withCredentials: true })
        events.addEventListener('open', () => done(true))
        events.addEventListener('error', () => (events.close(), done(false)))
      })
      await opens('socket', (done) => {
        const socket = new WebSocket(`${target.replace('http', 'ws')}/sync/live`)
        socket.addEventListener('open', () => done(true))
        socket.addEventListener('error', () => done(false))
      })
      await navigator.serviceWorker
        .register(`${target}/sw.js`, { scope: `${target}/` })
        .then(() => tries.opened.push('worker'))
        .catch(() => {})

      for (const enctype of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
      ]) {
        for (const path of writes) {
          const frame = Object.assign(document.createElement('iframe'), { name: 'sink' })
          const form = document.createElement('form')
          Object.assign(form, { action: target + path, method: 'post', enctype, target: 'sink' })
          const field = document.createElement('input')
          Object.assign(field, { name: body, value: '' })
          form.append(field)
          document.body.append(frame, form)
          const answered = new Promise((resolve) => frame.addEventListener('load', resolve))
          form.submit()
          await answered
          form.remove()
          frame.remove()
        }
      }
      return tries
    },
    { target, device },
  )
}

/** Whether the app stands in a frame of the page, and what a window says that the page opened on it. */
export async function tryToHoldTheApp(page: Page, target: string) {
  const popup = page.context().waitForEvent('page')
  await page.evaluate((address) => {
    const frame = Object.assign(document.createElement('iframe'), { id: 'held', src: address })
    document.body.append(frame)
    Object.assign(globalThis, { held: window.open(address) })
  }, target)
  const opened = await popup
  await opened.waitForLoadState('load')
  const holds = await page.evaluate(() => {
    const held: unknown = Reflect.get(globalThis, 'held')
    const isWindow = held !== null && typeof held === 'object' && 'closed' in held
    return isWindow && held.closed === false
  })
  const framed = page.frames().filter((frame) => frame.url().startsWith(target))
  const hasOpener = await opened.evaluate(() => window.opener !== null)
  await opened.close()
  return { holds, hasOpener, framed: framed.length }
}
