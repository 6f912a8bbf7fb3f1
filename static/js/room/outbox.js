/**
 * Sends what is finished, one sender at a time, until the server has said for this very id that it is stored. Nothing else removes an item (R6, R11 to R13).
 * An item: {id, sealed, digest, state: waiting | sent | refused, tries, finished_at, tried_at, counted_at, reason}. `counted_at` is the server's time, all else the tablet's,
 * whose clock may be years off: nothing is forgotten by it (R28).
 */
const KEEP_MS = 14 * 24 * 3600 * 1000
const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 45_000
/* Below a minute, so that all goes out within one of the server's return. */
const REFUSED_AGAIN_MS = 300_000
const GIVE_UP_MS = 20_000
let waitMs = FIRST_WAIT_MS
let timer = 0

async function sendAll() {
  clearTimeout(timer)
  let all = false
  let asked = 0
  try {
    const pairing = await fromBox('pairing')
    if (!pairing) return
    const work = () => sendWaiting(pairing)
    all = await (navigator.locks ? navigator.locks.request('voice-outbox', work) : work())
    asked = await askedToWait()
  } catch { /* the store would not: later, as without a network */ }
  waitMs = all ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS)
  clearTimeout(timer)
  timer = setTimeout(sendAll, all ? LONGEST_WAIT_MS : Math.max(waitMs * (0.75 + Math.random() / 2), asked))
  dispatchEvent(new Event('voice-outbox'))
}

/** How many milliseconds the server still wants to be left alone, on whatever page it said so. A clock that jumped ends the wait. */
async function askedToWait() {
  const { at, ms } = (await fromBox('asked_to_wait')) || { at: 0, ms: 0 }
  const gone = Date.now() - at
  return gone >= 0 && gone < ms ? ms - gone : 0
}

/** Sends each item that is due, those that failed oftenest last, and returns whether none is left waiting. */
async function sendWaiting(pairing) {
  if (await askedToWait()) return false
  const due = (await items()).filter((item) => item.state === 'waiting' || (item.state === 'refused' && Math.abs(Date.now() - (item.tried_at || 0)) > REFUSED_AGAIN_MS))
  due.sort((one, other) => (one.tries || 0) - (other.tries || 0))
  let left = false
  for (const item of due) {
    const done = await sendOne(item, pairing)
    if (done === 'later') { left = true; break }
    left ||= !done
  }
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
    if (!reply) { /* nobody answered: the others would wait as long */
      await change(item.id, { tries: (item.tries || 0) + 1 })
      return 'later'
    }
  }
  const isOurs = said && said.id === item.id
  if (isOurs && reply.status === 200 && said.digest === item.digest) {
    await change(item.id, { state: 'sent', reason: '' })
    return true
  }
  if (isOurs && (reply.status === 409 || reply.status === 422)) {
    await change(item.id, { state: 'refused', tried_at: Date.now(), reason: said.reason || said.outcome })
    return true
  }
  await change(item.id, { tries: (item.tries || 0) + 1, reason: reply ? String(reply.status) : '' })
  const wait = Number(reply.headers.get('Retry-After'))
  if (wait > 0) await intoBox('asked_to_wait', { at: Date.now(), ms: Math.min(wait * 1000, REFUSED_AGAIN_MS) })
  return [429, 502, 503, 504].includes(reply.status) ? 'later' : false
}

function change(id, more) {
  return keep((_box, outbox) => {
    const asking = outbox.get(id)
    asking.onsuccess = () => asking.result && outbox.put({ ...asking.result, ...more })
  })
}

/** Sealed copies stay fourteen days after they were stored, by the server's time `now`; a server with a new epoch gets them again (R21). */
async function forgetOld(now) {
  const sent = (await items()).filter((item) => item.state === 'sent')
  const [fresh, old] = [sent.filter((item) => !item.counted_at), sent.filter((item) => now - item.counted_at > KEEP_MS)]
  for (const item of fresh) await change(item.id, { counted_at: now })
  if (old.length) await keep((_box, outbox) => old.forEach((item) => outbox.delete(item.id)))
}

/** Says how this tablet stands, and hears the age of the server's database and the time there. */
async function tell(pairing) {
  const reply = await ask('/room/api/state', { method: 'POST', body: JSON.stringify(await standing()) }, pairing)
  if (reply.status !== 200) throw new Error('not told')
  await intoBox('told_at', Date.now())
  const { epoch, now } = await reply.json()
  if (epoch && epoch !== pairing.epoch) {
    await keep((box, outbox) => {
      changePairing(box, () => ({ epoch }))
      const asking = outbox.getAll()
      asking.onsuccess = () => asking.result.filter((item) => item.state === 'sent').forEach((item) => outbox.put({ ...item, state: 'waiting', counted_at: 0 }))
    })
    throw new Error('sends again')
  }
  if (now) await forgetOld(now)
}

/** What a tablet says of itself, and shows to its facilitator. */
async function standing() {
  const kept = await items()
  const room = await navigator.storage?.estimate?.().catch(() => null)
  const n = (state) => kept.filter((item) => item.state === state).length
  return {
    finished: (await fromBox('finished')) || 0, waiting: n('waiting'), refused: n('refused'), sent: n('sent'), discarded: (await fromBox('discarded')) || {},
    free_mb: room ? Math.max(0, Math.floor((room.quota - room.usage) / 1e6)) : 0, is_full: Boolean(room && room.usage > 0.8 * room.quota),
    is_lasting: Boolean(await navigator.storage?.persisted?.().catch(() => false)), is_ready: Boolean(await fromBox('ready')), version: (await fromBox('kit')) || ''
  }
}

function ask(address, given, pairing) {
  const stop = new AbortController()
  const giveUp = setTimeout(() => stop.abort(), GIVE_UP_MS)
  return fetch(address, {
    ...given, signal: stop.signal, cache: 'no-store', credentials: 'omit', redirect: 'error',
    headers: { Authorization: `Bearer ${pairing.credential}`, 'Content-Type': 'application/json', 'Voice-Clock': String(Date.now()) }
  }).finally(() => clearTimeout(giveUp))
}
