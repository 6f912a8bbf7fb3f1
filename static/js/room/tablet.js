/** The tablet itself: paired, prepared, handed over, and, behind a PIN, what waits on it. */
async function handsOver() {
  const pairing = await fromBox('pairing')
  document.querySelector('[data-unpaired]').hidden = Boolean(pairing)
  if (!pairing) return
  const left = await findDraft()
  if (left) document.querySelector('[data-go-on] a').href = await placeOf(left)
  document.querySelector('[data-go-on]').hidden = !left
  document.querySelector('[data-go-on] button').addEventListener('click', async () => { await sealWhatIsLeft(); location.reload() })
  document.querySelector('[data-next]').hidden = Boolean(left)
  for (const door of document.querySelectorAll('[data-survey]')) door.hidden = !pairing.surveys.includes(door.dataset.survey) || !pairing.readings.includes(door.dataset.reading)
  for (const part of document.querySelectorAll('[data-survey-part]')) part.hidden = !part.querySelector('[data-survey]:not([hidden])')
  document.querySelector('[data-rehearsal]').hidden = !pairing.is_rehearsal
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="/room/"]')
    if (link) { event.preventDefault(); goes(link.href) }
  })
  if (!left) prepareKit(pairing).catch(() => {})
}

/** Whether this page was opened from the home screen. */
const isAtHome = () => matchMedia('(display-mode: standalone)').matches || navigator.standalone === true

async function placeOf(left) {
  const asked = await surveyOf(left)
  const next = nextQuestion(asked, left.answers, left.reading)
  return `/room/${left.lang}/${left.slug}/${left.reading}/${next ? next.id : 'check'}`
}

/** Takes the credential out of the address at once, pairs, and fetches all that is needed without a network. */
async function pairs() {
  const status = document.querySelector('[data-status]')
  const say = (name, more = {}) => { status.textContent = Object.entries(more).reduce((words, [key, value]) => words.replace(`{${key}}`, value), root.dataset[name]) }
  const credential = location.hash.slice(1)
  history.replaceState(null, '', '/room/pair')
  if (!isSecureContext || !navigator.serviceWorker || !window.indexedDB) return say('cannot')
  try {
    await probe()
    const before = await fromBox('pairing')
    const isOther = credential && before && before.credential !== credential
    if (isOther) { await sealWhatIsLeft(); await sealNoteThatIsLeft(before) }
    if (isOther && (await items()).some((item) => item.state !== 'sent')) return say('others')
    if (credential) {
      const reply = await ask('/room/api/pair', { method: 'POST', body: '{}' }, { credential })
      if (!reply.ok) return say('refused')
      const pairing = await reply.json()
      await keep((box) => { box.put({ ...pairing, credential }, 'pairing'); if (before?.tablet !== pairing.tablet) { box.put(0, 'finished'); for (const key of ['notes', 'told_at', 'discarded']) box.delete(key) } })
    }
    const pairing = await fromBox('pairing')
    if (!pairing) return say('refused')
    await navigator.serviceWorker.register('/room/worker.js', { scope: '/room/' })
    await navigator.serviceWorker.ready
    await prepareKit(pairing, (done, of) => say('fetching', { done, of }))
    document.querySelector('[data-home-screen]').hidden = isAtHome()
    document.querySelector('[data-seven-days]').hidden = navigator.standalone !== false
    say('ready', { label: pairing.label, name: pairing.name })
    document.querySelector('[data-begin]').hidden = false
    await sendAll()
  } catch {
    say('notReady')
  }
}

/** Waits for the facilitator's PIN and shows what lies behind it; after two minutes without a touch the first screen comes back. Five wrong PINs make the next wait a minute. */
function behindPin(pairing) {
  const pin = document.querySelector('#pin-form')
  leavesAlone()
  addEventListener('pageshow', (event) => event.persisted && location.reload())
  return new Promise((opens) => pin.addEventListener('submit', async (event) => {
    event.preventDefault()
    pin.querySelectorAll('[data-wrong], [data-wait]').forEach((one) => { one.hidden = true })
    const wrong = (await fromBox('wrong')) || { n: 0, at: 0 }
    if (wrong.n >= 5 && Math.abs(Date.now() - wrong.at) < 60_000) { pin.querySelector('[data-wait]').hidden = false; return }
    const typed = pin.querySelector('input').value
    pin.querySelector('input').value = ''
    if (!(await fitsPin(typed, pairing.pin))) {
      await intoBox('wrong', { n: wrong.n >= 5 ? 1 : wrong.n + 1, at: Date.now() })
      pin.querySelector('[data-wrong]').hidden = false
      return
    }
    await outOfBox('wrong')
    pin.hidden = true
    document.querySelector('[data-behind-pin]').hidden = false
    opens()
  }))
}

function leavesAlone() {
  let alone = 0
  const here = () => { clearTimeout(alone); alone = setTimeout(() => goes('/room/'), IDLE_MS) }
  for (const name of ['pointerdown', 'keydown', 'input', 'scroll']) addEventListener(name, here, { passive: true })
  here()
}

/** How this tablet stands, item by item. */
async function facilitates() {
  const pairing = await fromBox('pairing')
  if (!pairing) return goes('/room/')
  await behindPin(pairing)
  show()
  addEventListener('voice-outbox', show)
  document.querySelector('[data-send-now]').addEventListener('click', () => { outOfBox('asked_to_wait').then(sendAll) })
  document.querySelector('[data-export]').addEventListener('click', exports)
  const end = document.querySelector('#end')
  end.addEventListener('submit', async (event) => {
    event.preventDefault()
    await sealWhatIsLeft()
    await sealNoteThatIsLeft(pairing)
    show()
    const typed = Number(end.querySelector('input').value)
    const isRemoved = await keep((box, outbox) => {
      const asking = outbox.getAll()
      asking.onsuccess = () => {
        if (asking.result.filter((item) => item.state !== 'sent').length !== typed) return asking.transaction.abort()
        box.clear()
        outbox.clear()
      }
    }).then(() => true, () => false)
    if (!isRemoved) { end.querySelector('[data-wrong]').hidden = false; return }
    for (const name of await caches.keys()) await caches.delete(name)
    goes('/room/')
  })
}

async function show() {
  const now = await standing()
  for (const place of document.querySelectorAll('[data-n]')) place.textContent = now[place.dataset.n].toLocaleString(document.documentElement.lang)
  for (const [name, is] of [['lasting', now.is_lasting], ['not-lasting', !now.is_lasting], ['seven-days', navigator.standalone === false]]) document.querySelector(`[data-${name}]`).hidden = !is
  const told = await fromBox('told_at')
  document.querySelector('[data-told]').textContent = told ? new Date(told).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }) : root.dataset.never
  document.querySelector('[data-safe]').hidden = !now.is_ready || now.is_full
  document.querySelector('[data-unsafe]').hidden = now.is_ready && !now.is_full
  const list = document.querySelector('[data-items]')
  if (list.querySelector('details[open]')) return /* somebody is choosing */
  const all = (await items()).sort((one, other) => other.finished_at - one.finished_at)
  list.replaceChildren(...all.map((item, number) => rowOf(item, all.length - number)))
}

/** One finished item: where it is, and, while it is not received, a way to send it alone and a way to discard it with a reason. */
function rowOf(item, number) {
  const one = document.querySelector('#item-row').content.firstElementChild.cloneNode(true)
  one.querySelector('th').textContent = number
  one.querySelector('[data-when]').textContent = new Date(item.finished_at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
  one.querySelector('[data-state]').textContent = root.dataset[item.state] + (item.reason ? ` (${item.reason})` : '')
  if (item.state === 'sent') { one.querySelector('[data-do]').remove(); return one }
  const why = one.querySelector('[data-why]')
  why.id = `why-${number}`
  one.querySelector('label').htmlFor = why.id
  one.querySelector('[data-again]').addEventListener('click', async () => {
    await change(item.id, { state: 'waiting', tries: 0 })
    await outOfBox('asked_to_wait')
    sendAll()
  })
  one.querySelector('[data-discard]').addEventListener('submit', async (event) => {
    event.preventDefault()
    if (!why.value) { one.querySelector('[data-wrong]').hidden = false; return }
    await keep((box, outbox) => { outbox.delete(item.id); noteDiscarded(box, item.id, why.value) })
    one.remove()
    show()
    sendAll()
  })
  return one
}

/** What was discarded is told to the server by its id, with the reason, so that nobody looks for it. */
function noteDiscarded(box, id, reason) {
  const asking = box.get('discarded')
  asking.onsuccess = () => box.put({ ...asking.result, [id]: reason }, 'discarded')
}

/** All sealed items as a file, to be brought in by staff with the same ids (R16). It is as unreadable as they are. */
async function exports() {
  const pairing = await fromBox('pairing')
  const kept = (await items()).filter((item) => item.state !== 'sent')
  const file = new Blob([JSON.stringify({ voice: 1, tablet: pairing.tablet, items: kept.map(({ id, sealed }) => ({ id, sealed })) })], { type: 'application/json' })
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: `tablet-${pairing.label}.voice.json` })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
