import type { Interaction } from '#shared/domain/interaction.ts'
import { randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { newRecord } from '#server/set-up-branch.ts'
import {
  chance,
  type Generated,
  type GeneratedCustomer,
  type Generation,
  workingInstantBefore,
} from './generation.ts'
import { amounts, noteThemes, products, times } from './note-texts.ts'

const channels: readonly Interaction['channel'][] = ['branch', 'phone', 'phone', 'wechat', 'visit']

/** One talk with a customer, by the owner, within the last year and more often lately. */
export function generateNote(generation: Generation, customer: GeneratedCustomer): Generated {
  const { random, newId } = generation
  const theme = randomItem(random, noteThemes)
  // Squared: most of what one looks up happened a short time ago.
  const at = workingInstantBefore(generation, Math.ceil(365 * random() ** 2))
  const fill = (text: string) =>
    text
      .replaceAll('{称呼}', customer.salutation)
      .replaceAll('{金额}', () => randomItem(random, amounts))
      .replaceAll('{产品}', () => randomItem(random, products))
      .replaceAll('{时间}', () => randomItem(random, times))
  const scene = randomItem(random, theme.scenes)
  const text = [scene.openings, scene.bodies, theme.endings]
    .map((sentences) => fill(randomItem(random, sentences)))
    .join('')
  const channel = randomItem(random, channels)
  const note: Interaction = {
    customerIds: [customer.id],
    authorId: customer.ownerId,
    at,
    minutes: randomInteger(random, 1, 9) * 5,
    channel,
    direction: channel === 'branch' ? 'in' : 'out',
    purpose: [theme.purpose],
    result: 'reached',
    text,
  }
  if (chance(random, 0.35)) note.concerns = randomItem(random, theme.concerns)
  if (chance(random, 0.4)) note.emotion = randomInteger(random, 0, 2)
  return {
    record: newRecord('interaction', newId(at), note, { at, staffId: customer.ownerId }),
    scope: portfolioScope(customer.ownerId),
  }
}
