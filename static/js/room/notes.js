/** Group notes: a card for each thing that was said, behind the PIN. A card on the way is kept encrypted after every change; a kept one is sealed like an answer. */
const NOTE_SOON_MS = 400

async function takesNotes() {
  const pairing = await fromBox('pairing')
  if (!pairing) return goes('/room/')
  await behindPin(pairing)
  const card = document.querySelector('#note')
  card.querySelector('[data-rehearsal]').hidden = !pairing.is_rehearsal
  const held = (await fromBox('note_key')) || (await draftKey())
  const begun = await fromBox('note')
  let note = begun ? await shownAgain(begun, held) : newNote()
  put(card, note)
  let saving = Promise.resolve()
  const keepCard = () => {
    const words = { ...note, ...read(card) }
    saving = saving.catch(() => {}).then(async () => {
      const kept = await hidden(words, held)
      await keep((box, outbox) => {
        const asking = outbox.getKey(words.id)
        asking.onsuccess = () => { if (!asking.result) { box.put(held, 'note_key'); box.put(kept, 'note') } } /* a sealed card never comes back */
      })
    })
    return saving
  }
  let timer = 0
  card.addEventListener('input', () => { timer ||= setTimeout(() => { timer = 0; keepCard().catch(() => notKept()) }, NOTE_SOON_MS) })
  const stops = () => { clearTimeout(timer); timer = 0 }
  addEventListener('pagehide', () => { stops(); keepCard(); put(card, {}) })
  card.addEventListener('submit', async (event) => {
    event.preventDefault()
    stops()
    const said = read(card)
    const problem = problemWithNote(said)
    if (problem) return mendCard(...problem)
    mendCard()
    try {
      await saving.catch(() => {})
      const n = await sealNote({ ...note, ...said }, pairing)
      note = newNote()
      put(card, { ...note, about: said.about })
      notKept(false)
      card.querySelector('[data-status]').textContent = root.dataset.kept.replace('{n}', n)
      card.querySelector('#text').focus()
      sendAll()
    } catch { notKept() }
  })
}

const newNote = () => ({ id: newId(), begun_at: Date.now() })

const fields = (card) => [...card.querySelectorAll('textarea, input')]

function read(card) {
  const chosen = (name) => card.querySelector(`[name="${name}"]:checked`)?.value || ''
  return { text: card.querySelector('#text').value, whose: chosen('whose'), about: chosen('about') || 'unsure', agreed: digitsOf(card.querySelector('#agreed').value) }
}

function put(card, said) {
  for (const field of fields(card)) field.type === 'radio' ? (field.checked = said[field.name] === field.value) : (field.value = said[field.id] || '')
}

/** What is to be mended before a card can be kept: where, which words, and the number in them; null where it fits. */
function problemWithNote(said) {
  const { longest, most } = root.dataset
  if (!said.text.trim()) return ['text', 'text']
  if ([...said.text].length > Number(longest)) return ['text', 'long', longest]
  if (!said.whose) return ['whose', 'whose']
  return said.agreed && !(/^\d+$/.test(said.agreed) && Number(said.agreed) <= Number(most)) ? ['agreed', 'agreed', most] : null
}

/** Names what is to be mended at the top and beside the field; without a place it takes away what was said before. */
function mendCard(place, kind, n = '') {
  document.querySelectorAll('#note .mend__word, main > .mend').forEach((one) => one.remove())
  if (place) pointsOut(place, root.dataset[kind].replace('{n}', n), document.querySelector(`#${place}`).closest('.write, .options'))
}

/** Seals a card that was left half written, for the session it belongs to: the tablet goes to another one. */
async function sealNoteThatIsLeft(pairing) {
  const [begun, held] = [await fromBox('note'), await fromBox('note_key')]
  const said = begun && held && (await shownAgain(begun, held))
  if (said?.text?.trim()) await sealNote({ ...said, whose: said.whose || 'facilitator', about: said.about || 'unsure' }, pairing)
}

/** Seals a note into the outbox; its card goes in the same transaction. Returns how many notes were kept on this tablet. */
async function sealNote(said, pairing) {
  const words = JSON.stringify({ v: 1, kind: 'note', ...said, finished_at: Date.now() })
  const { digest, sealed } = await seal(words, pairing.public_key)
  await keep((box, outbox) => {
    outbox.add({ id: said.id, sealed, digest, state: 'waiting', tries: 0, finished_at: Date.now() })
    box.delete('note')
    box.delete('note_key')
    count(box, 'finished')
    count(box, 'notes')
  })
  return fromBox('notes')
}
