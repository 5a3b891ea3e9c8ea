import { randomUUID } from 'node:crypto'

export interface Answer {
  status: number
  /** The browser takes the cookie of the answer, at once or later. */
  arrive(): void
}

/** The cookies of one browser, in front of a server. */
export interface RotatingBrowser {
  readonly device: string
  readonly epoch: string
  /** The token that it would show now. */
  token: string
  /** How often a new token arrived. */
  rotations: number
  /** A request that sets out now, with the token of now; null when no answer came. */
  ask(path: string, body?: unknown): Promise<Answer | null>
  /** A request that set out with an earlier token and was overtaken by others. */
  askWith(token: string, path: string, body?: unknown): Promise<Answer | null>
}

/** A browser that takes what `set-cookie` says as soon as the head of an answer is there, as browsers do. */
export function createRotatingBrowser(url: string): RotatingBrowser {
  const browser: RotatingBrowser = {
    device: randomUUID(),
    epoch: randomUUID(),
    token: '',
    rotations: 0,
    ask: (path, body) => browser.askWith(browser.token, path, body),
    async askWith(token, path, body) {
      const response = await fetch(url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'content-type': 'application/json',
          'x-branchbook': '1',
          cookie: `branchbook=${token}`,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }).catch(() => null)
      if (response === null) return null
      const line = response.headers.getSetCookie().find((one) => one.startsWith('branchbook='))
      const brought = line?.split(';')[0]?.split('=')[1]
      // A body that breaks off changes nothing: the head was there.
      await response.arrayBuffer().catch(() => null)
      return {
        status: response.status,
        arrive() {
          if (brought === undefined || brought === '') return
          browser.token = brought
          browser.rotations += 1
        },
      }
    },
  }
  return browser
}
