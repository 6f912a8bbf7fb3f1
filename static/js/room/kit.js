/** All that a tablet needs without a network: pages, styles and scripts of the session, each checked by its digest before the kit is taken into use (R15, R17, R39). */
const POINTER = 'voice-room'
const AT_ONCE = 6

async function currentKit() {
  const kept = await (await caches.open(POINTER)).match('/room/current')
  return kept ? kept.text() : ''
}

/**
 * Fetches what is new, verifies all, and only then makes it the kit in use; never under an answer in progress (R17).
 * `said(done, of)` is told how far it is. Throws when a file is not as promised.
 */
async function prepareKit(pairing, said = () => {}) {
  const reply = await ask('/room/api/kit', {}, pairing)
  if (!reply.ok) throw new Error(`the kit answered ${reply.status}`)
  const { version, files } = await reply.json()
  const name = `voice-kit-${version}`
  const cache = await caches.open(name)
  const queue = Object.entries(files)
  let done = 0
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [address, digest] = next
      const kept = await cache.match(address)
      if (!kept || (await digestOf(await kept.arrayBuffer())) !== digest) await fetchInto(cache, address, digest)
      done += 1
      said(done, Object.keys(files).length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  await probe()
  await navigator.storage?.persist?.().catch(() => false)
  if ((await currentKit()) && (await fromBox('draft'))) return
  await (await caches.open(POINTER)).put('/room/current', new Response(name))
  await keep((box) => { box.put(version, 'kit'); box.put(Date.now(), 'ready') })
  for (const old of await caches.keys()) if (old.startsWith('voice-kit-') && old !== name) await caches.delete(old)
}

async function fetchInto(cache, address, digest) {
  const reply = await fetch(address, { cache: 'no-store', credentials: 'omit', redirect: 'error' })
  const bytes = await reply.arrayBuffer()
  if (!reply.ok || (await digestOf(bytes)) !== digest) throw new Error(`${address} is not as it was promised`)
  const headers = new Headers(reply.headers)
  headers.delete('Content-Encoding')
  headers.delete('Content-Length')
  await cache.put(address, new Response(bytes, { headers }))
}

/** Another document of the kit, to read words from it. */
async function documentAt(address) {
  const name = await currentKit()
  const kept = (name && (await (await caches.open(name)).match(address))) || (await fetch(address))
  return new DOMParser().parseFromString(await kept.text(), 'text/html')
}
