import type { FastifyInstance } from 'fastify'
import { problem } from './problem.ts'

/** SE5: no record of ours nests deeper than ten; what does is meant to hurt. */
const deepestNesting = 40

/** Takes bodies of application/json only, and refuses what nests too deeply before it is parsed. */
export function takeJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request, body: string, done) => {
      if (nestsTooDeeply(body)) done(problem('malformed', { detail: 'nested too deeply' }))
      else void parse(request, body, done)
    },
  )
}

function nestsTooDeeply(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (quoted) {
      if (character === '\\') index += 1
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
    if (depth > deepestNesting) return true
  }
  return false
}
