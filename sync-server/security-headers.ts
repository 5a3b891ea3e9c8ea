import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * SE4. `'wasm-unsafe-eval'` is for Argon2 alone. Trusted Types: the page makes one policy,
 * `branchbook`, or the `default` one, for the addresses of its workers and its service worker.
 */
const contentSecurityPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['branchbook', 'default'],
}

/** Nothing of the device is asked for; the lead's camera and place stay the bank's own business. */
const permissionsPolicy = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ')

/** 730 days, as the preload lists ask for at least one year. */
const strictTransportSecurity = 'max-age=63072000; includeSubDomains'

export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Set below, and only where there is TLS: a browser would remember it for localhost too.
    strictTransportSecurity: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', permissionsPolicy)
    if (request.protocol === 'https') {
      reply.header('strict-transport-security', strictTransportSecurity)
    }
  })
}
