import type { Page } from 'playwright-core'

/** The authenticator of a device as Chromium plays it: with it a finger or face is shown by itself. */
export interface VirtualAuthenticator {
  /** Whether the finger or face is the right one. */
  setVerified(verified: boolean): Promise<void>
  /** Whether it answers at all; if not, the system waits until it is told to stop. */
  setPresent(present: boolean): Promise<void>
  /** How many passkeys it has. */
  count(): Promise<number>
  /** Takes it away with all that is on it. */
  remove(): Promise<void>
}

/** `hasPrf`: whether its passkeys answer questions (KE3). */
export async function addVirtualAuthenticator(
  page: Page,
  { hasPrf }: { hasPrf: boolean },
): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async setVerified(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    async setPresent(enabled) {
      const options = { authenticatorId, enabled }
      await session.send('WebAuthn.setAutomaticPresenceSimulation', options)
    },
    async count() {
      const options = { authenticatorId }
      return (await session.send('WebAuthn.getCredentials', options)).credentials.length
    },
    async remove() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    },
  }
}
