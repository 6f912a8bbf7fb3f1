/**
 * Sends what is finished, one sender at a time, until the server has said for this very id that it is stored. Nothing else removes an item (R6, R11 to R13).
 * An item: {id, sealed, digest, state: waiting | sent | refused, tries, finished_at, sent_at, reason}.
 */
const KEEP_MS = 14 * 24 * 3600 * 1000
const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 45_000
/* Below a minute, so that all goes out within one of the server's return. */
const REFUSED_AGAIN_MS = 300_000
const GIVE_UP_MS = 20_000
let waitMs = FIRST_WAIT_MS
let timer = 0
let notBefore = 0

async function sendAll() {
  clearTimeout(timer)
  const pairing = await fromBox('pairing').catch(() => null)
  if (!pairing) return
  const work = () => sendWaiting(pairing)
  const all = navigator.locks ? await navigator.locks.request('voice-outbox', { ifAvailable: true }, (lock) => (lock ? work() : true)) : await work()
  waitMs = all ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS)
  timer = setTimeout(sendAll, all ? LONGEST_WAIT_MS : Math.max(waitMs * (0.75 + Math.random() / 2), notBefore - Date.now()))
  dispatchEvent(new Event('voice-outbox'))
}

/** Sends each item that is due, and returns whether none is left waiting. */
async function sendWaiting(pairing) {
  if (Date.now() < notBefore) return false
  const kept = await items()
  const due = kept.filter((item) => item.state === 'waiting' || (item.state === 'refused' && Date.now() - (item.tried_at || 0) > REFUSED_AGAIN_MS))
  let left = false
  for (const item of due) {
    const done = await sendOne(item, pairing)
    if (done === 'later') { left = true; break }
    left ||= !done
  }
  await forgetOld(kept)
  if (!left) await tell(pairing).catch(() => { left = true })
  return !left
}

async function sendOne(item, pairing) {
  let reply
  let said = null
  try {
    reply = await ask(`/room/api/items/${item.id}`, { method: 'PUT', body: JSON.stringify(item.sealed) }, pairing)
    said = await reply.json()
  } catch {
    if (!reply) return 'later' /* nobody answered: the others would wait as long */
  }
  const isOurs = said && said.id === item.id
  if (isOurs && reply.status === 200 && said.digest === item.digest) {
    await change(item.id, { state: 'sent', sent_at: Date.now(), reason: '' })
    return true
  }
  if (isOurs && (reply.status === 409 || reply.status === 422)) {
    await change(item.id, { state: 'refused', tried_at: Date.now(), reason: said.reason || said.outcome })
    return true
  }
  await change(item.id, { tries: (item.tries || 0) + 1, reason: reply ? String(reply.status) : '' })
  const wait = Number(reply.headers.get('Retry-After'))
  if (wait > 0) notBefore = Date.now() + Math.min(wait * 1000, REFUSED_AGAIN_MS)
  return [429, 502, 503, 504].includes(reply.status) ? 'later' : false
}

function change(id, more) {
  return keep((_box, outbox) => {
    const asking = outbox.get(id)
    asking.onsuccess = () => asking.result && outbox.put({ ...asking.result, ...more })
  })
}

/** Sealed copies stay fourteen days after they were stored; a server with a new epoch gets them again (R21). */
async function forgetOld(kept) {
  const old = kept.filter((item) => item.state === 'sent' && Date.now() - item.sent_at > KEEP_MS)
  if (old.length) await keep((_box, outbox) => old.forEach((item) => outbox.delete(item.id)))
}

/** Says how this tablet stands, and hears the age of the server's database. */
async function tell(pairing) {
  const reply = await ask('/room/api/state', { method: 'POST', body: JSON.stringify(await standing()) }, pairing)
  if (reply.status !== 200) throw new Error('not told')
  const { epoch } = await reply.json()
  if (epoch && epoch !== pairing.epoch) {
    await keep((box, outbox) => {
      box.put({ ...pairing, epoch }, 'pairing')
      const asking = outbox.getAll()
      asking.onsuccess = () => asking.result.filter((item) => item.state === 'sent').forEach((item) => outbox.put({ ...item, state: 'waiting' }))
    })
    throw new Error('sends again')
  }
}

/** What a tablet says of itself, and shows to its facilitator. */
async function standing() {
  const kept = await items()
  const room = await navigator.storage?.estimate?.().catch(() => null)
  const n = (state) => kept.filter((item) => item.state === state).length
  return {
    finished: (await fromBox('finished')) || 0, waiting: n('waiting'), refused: n('refused'), sent: n('sent'),
    free_mb: room ? Math.max(0, Math.floor((room.quota - room.usage) / 1e6)) : 0, is_full: Boolean(room && room.usage > 0.8 * room.quota),
    is_ready: Boolean(await fromBox('ready')), version: (await fromBox('kit')) || ''
  }
}

function ask(address, given, pairing) {
  const stop = new AbortController()
  const giveUp = setTimeout(() => stop.abort(), GIVE_UP_MS)
  return fetch(address, {
    ...given, signal: stop.signal, cache: 'no-store', credentials: 'omit', redirect: 'error',
    headers: { Authorization: `Bearer ${pairing.credential}`, 'Content-Type': 'application/json' }
  }).finally(() => clearTimeout(giveUp))
}
