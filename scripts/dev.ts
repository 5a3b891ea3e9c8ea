/** `npm run dev`: the sync server with restart on change, and the app with hot reload on http://localhost:5173. */
import { spawn } from 'node:child_process'

const children = [
  spawn(process.execPath, ['--watch', 'sync-server/main.ts'], { stdio: 'inherit' }),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { stdio: 'inherit' }),
]

for (const child of children) {
  child.once('exit', (code) => {
    for (const other of children) other.kill()
    process.exitCode = code ?? 1
  })
}
