import * as z from 'zod/mini'
import type { Interaction } from '#shared/domain/interaction.ts'
import { messageChannels } from '#shared/domain/message-standing.ts'
import { templateOccasions } from '#shared/domain/template.ts'

/** What a note about a message begins with. */
export type SentMessage = Pick<Interaction, 'channel' | 'purpose' | 'text'>

/** A message as somebody has changed it, until it is written down. */
export const MessageDraft = z.object({
  occasion: z.enum(templateOccasions),
  templateId: z.optional(z.string()),
  channel: z.enum(messageChannels),
  text: z.string(),
})
export type MessageDraft = z.infer<typeof MessageDraft>
