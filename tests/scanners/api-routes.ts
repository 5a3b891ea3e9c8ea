import { sampleOf } from './sample-body.ts'

/** One route of the API with something to send to it. */
export interface ApiRoute {
  method: string
  /** With an id in the place of every parameter. */
  path: string
  /** A body that its schema takes; undefined where none is taken. */
  body: unknown
}

/** Every route that the server describes at /openapi.json; `id` stands where an id is asked for. */
export async function readApiRoutes(url: string, id: string): Promise<ApiRoute[]> {
  const answer = await fetch(`${url}/openapi.json`)
  const description: unknown = await answer.json()
  return Object.entries(memberOf(description, 'paths')).flatMap(([path, methods]) =>
    Object.entries(memberOf({ methods }, 'methods')).map(([method, route]) => {
      const schema = ['requestBody', 'content', 'application/json', 'schema'].reduce(
        (inside, name) => memberOf(inside, name),
        memberOf({ route }, 'route'),
      )
      const isWrite = method !== 'get'
      const body = 'type' in schema ? sampleOf(schema, id) : isWrite ? {} : undefined
      return { method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, id), body }
    }),
  )
}

function memberOf(value: unknown, name: string): Record<string, unknown> {
  const member: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof member === 'object' && member !== null ? { ...member } : {}
}
