import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { neverScreens } from './src/shared/protocol/addresses.ts'

/** The API that `npm run dev` passes through to; `npm run dev` starts both. */
const api = `http://localhost:${process.env['API_PORT'] ?? '8787'}`
const passedThrough = [
  '/api',
  '^/sync/(push|pull|live|news|epoch)$',
  '/admin',
  '/healthz',
  '/readyz',
  '/openapi.json',
]

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string
}

/**
 * SE4: the announcer of React Aria empties its log with `innerHTML = ''`, which Trusted Types refuse. That broke the page at the second
 * digit of a typed date. It is given the call that means the same; a build whose announcer looks otherwise fails instead.
 */
function announcerWithoutHtml(): Plugin {
  const otherwise =
    'React Aria announces in another way now: look at whether Trusted Types take it.'
  let isMended = false
  return {
    name: 'announcer-without-html',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /dist.private.live-announcer.LiveAnnouncer\.m?js$/u },
      handler(code) {
        const mended = code.replaceAll(".innerHTML = ''", '.replaceChildren()')
        if (mended.includes('innerHTML') || mended === code) this.error(otherwise)
        isMended = true
        return { code: mended, map: null }
      },
    },
    buildEnd(error) {
      if (error === undefined && !isMended) this.error(otherwise)
    },
  }
}

export default defineConfig({
  define: { 'import.meta.env.VITE_APP_VERSION': JSON.stringify(version) },
  plugins: [
    announcerWithoutHtml(),
    react(),
    tailwindcss(),
    // React Aria ships the texts of 34 languages; two are shown.
    { ...optimizeLocales.vite({ locales: ['zh-CN', 'en-US'] }), enforce: 'pre' },
    VitePWA({
      // UP1: a new version waits until the person says so.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: '行伴',
        short_name: '行伴',
        description: '网点同事的客户手记：离线可用，加密保存，联网自动同步。',
        lang: 'zh-CN',
        dir: 'ltr',
        start_url: '/today',
        scope: '/',
        display: 'standalone',
        background_color: '#f3f5f2',
        theme_color: '#0b6b57',
        categories: ['business', 'productivity'],
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: '/icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
        shortcuts: [
          {
            name: '找客户',
            url: '/customers',
            icons: [{ src: '/icon-192.png', sizes: '192x192' }],
          },
          {
            name: '登记投诉',
            url: '/complaints/new',
            icons: [{ src: '/icon-192.png', sizes: '192x192' }],
          },
          { name: '任务', url: '/tasks', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
        ],
      },
      workbox: {
        // One file: `importScripts` with a plain address is refused under Trusted Types (SE4).
        inlineWorkboxRuntime: true,
        // UP2: every chunk is there before the network goes.
        globPatterns: ['**/*.{js,css,html,svg,png,wasm,webmanifest}'],
        maximumFileSizeToCacheInBytes: 4_000_000,
        // The page of the very first visit is taken over too, so that it can go offline at once.
        clientsClaim: true,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: neverScreens,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  build: {
    target: ['chrome111', 'safari16.4'],
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    // Ids that are drawn (v7) come with the first screen, ids that are derived (v5) later. Parted between the two, the bundler
    // cuts the first scripts into twice as many files, which weigh 3 KB more.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'uuid', test: /node_modules.uuid./u }] } },
    },
  },
  worker: { format: 'es' },
  server: {
    port: 5173,
    proxy: Object.fromEntries(passedThrough.map((path) => [path, { target: api }])),
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: [
      'tests/support/unpack-chromium.ts',
      'tests/support/temporary-folder-in-memory.ts',
      'tests/support/one-postgres.ts',
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // As `eventually` of tests/support: a condition is waited for, however busy the machine is.
    expect: { poll: { timeout: 10_000 } },
    // By itself vitest leaves one core free, but many of these tests wait for a browser, a server or a disk. More files than
    // cores keep browsers waiting for each other.
    maxWorkers: availableParallelism(),
  },
})
