const kept = ['/index.html', '/register.js']
addEventListener('install', (event) => {
  event.waitUntil(caches.open('floor').then((cache) => cache.addAll(kept)))
})
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url)
  const wanted = kept.includes(pathname) ? pathname : '/index.html'
  event.respondWith(caches.match(wanted).then((found) => found ?? Response.error()))
})
