/**
 * Gives a prepared tablet its pages without a network. It caches nothing by itself: the page fills the kit and checks it; only what is in the kit is given from it.
 * What the page fetches for a new kit (`no-store`) is never answered from the old one.
 */
addEventListener('activate', (event) => event.waitUntil(clients.claim()))

addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  const isKit = event.request.method === 'GET' && event.request.cache !== 'no-store' && url.origin === location.origin &&
    (url.pathname.startsWith('/room/') || url.pathname.startsWith('/static/')) && !url.pathname.startsWith('/room/api/')
  if (isKit) event.respondWith(fromKit(event.request, url.pathname))
})

async function fromKit(request, path) {
  const pointer = await (await caches.open('voice-room')).match('/room/current')
  const kit = pointer && (await caches.open(await pointer.text()))
  const kept = kit && (await kit.match(path))
  if (kept) return kept
  return fetch(request).catch(async (error) => {
    const lost = kit && request.mode === 'navigate' && (await kit.match('/room/'))
    if (lost) return lost
    throw error
  })
}
