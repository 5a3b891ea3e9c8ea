import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import type { WipeKey } from '#shared/protocol/wipe-message.ts'
import { problem } from './problem.ts'
import type { Services } from './services.ts'
import type { Reader, Transaction } from './store/store.ts'

/** SR3: what this device is to keep; the same each time, so a lost answer loses nothing. */
export async function giveWipeKey(
  { wipes }: Transaction,
  device: string,
  { randomBytes }: Pick<Services, 'randomBytes'>,
): Promise<WipeKey> {
  const known = await wipes.secretOf(device)
  if (known === undefined)
    await wipes.addSecret(device, Buffer.from(randomBytes(32)).toString('base64url'))
  // Two tabs may ask at once: the one that is stored counts.
  const secret = known ?? (await wipes.secretOf(device))
  if (secret === undefined) throw new Error('A secret that was stored is gone.')
  const commitment = createHash('sha256').update(orderKey(secret)).digest('base64url')
  return { device, contact: contactOf(secret), commitment }
}

/** The one value by which a device knows that an order is from its own server. */
export function orderKey(secret: string): string {
  return derive(secret, 'wipe')
}

/**
 * The device that a request shows the contact of, and its secret. Throws `not-signed-in` for an unknown device and for a
 * wrong contact alike: nobody finds out which devices there are.
 */
export async function requireContact(
  request: FastifyRequest,
  { wipes }: Pick<Reader | Transaction, 'wipes'>,
): Promise<{ device: string; secret: string }> {
  const shown = /^Bearer ([\da-f-]{36})\.([\w-]{43})$/.exec(request.headers.authorization ?? '')
  const device = z.uuid().safeParse(shown?.[1]).data
  const secret = device === undefined ? undefined : await wipes.secretOf(device)
  if (device === undefined || secret === undefined) throw problem('not-signed-in')
  const contact = Buffer.from(shown?.[2] ?? '')
  if (!timingSafeEqual(contact, Buffer.from(contactOf(secret)))) throw problem('not-signed-in')
  return { device, secret }
}

function contactOf(secret: string): string {
  return derive(secret, 'contact')
}

function derive(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url')
}
