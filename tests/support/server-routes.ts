import type { FastifyInstance } from 'fastify'

/** Every route that a server answers, such as `GET /api/hello`, as its router says it: also one that is described nowhere. */
export function routesOf(app: FastifyInstance): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] =
        /^((?:│ {3}| {4})*)[├└]── (\S*) ?(?:\(([A-Z, ]+)\))?$/u.exec(line) ?? []
      if (part === '') return []
      const depth = indent.length / 4
      above.splice(depth, Infinity, part)
      return methods === ''
        ? []
        : methods.split(', ').map((method) => `${method} ${above.join('')}`)
    })
    .toSorted()
}
