import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod/mini'
import { LanguageProvider } from '#i18n/language.tsx'
import { createApi } from '#sync/api.ts'
import { browserDevice } from '#vault/vault-device.ts'
import { browserPasskeys } from '#vault/passkey-ceremony.ts'
import { openDirectory } from '#vault/vault-directory.ts'
import '#ui/style.css'
import { createAccess } from './access.ts'
import { App } from './app.tsx'
import { environment } from './environment.ts'
import { watchInstallPrompt } from './install-prompt.ts'
import { createWarmPin } from './warm-pin.ts'

// zod compiles schemas with `new Function` where it may; the content security policy forbids even the attempt.
z.config({ jitless: true })

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const device = browserDevice(openDirectory({}))
const locks = 'locks' in navigator ? navigator.locks : null
const access = createAccess({
  api: createApi({ fetch: (...request) => fetch(...request) }),
  environment,
  device,
  pin: locks && createWarmPin({ derive: device.derive, locks }),
  locks,
  ceremony: browserPasskeys(),
})
void access.start()
watchInstallPrompt()

createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <App access={access} />
    </LanguageProvider>
  </StrictMode>,
)
