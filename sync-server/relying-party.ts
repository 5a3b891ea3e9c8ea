import type { FastifyRequest } from 'fastify'

/** SE1: whom a passkey is for: the host that the browser has asked, so that one server has one name and needs no setting. */
export interface RelyingParty {
  /** Host without port. */
  id: string
  /** What the browser writes into what the authenticator signs. */
  origin: string
}

export function relyingPartyOf({ hostname, host, protocol }: FastifyRequest): RelyingParty {
  return { id: hostname, origin: `${protocol}://${host}` }
}
