/** One person's answers on the way: kept encrypted after every change, sealed at the end, gone at hand-over. */
let draft = null
let key = null
let saving = Promise.resolve()

/** The draft that this tablet holds, or null. A killed browser finds it again; the next person never does. */
async function findDraft() {
  const [kept, held] = [await fromBox('draft'), await fromBox('key')]
  if (!kept || !held) return null
  key = held
  draft = await shownAgain(kept, held)
  return draft
}

async function beginDraft(survey, reading, lang, known = {}) {
  key = await draftKey()
  draft = { id: newId(), slug: survey.slug, reading, lang, begun_at: Date.now(), answers: known }
  const kept = await hidden(draft, key)
  await keep((box) => { box.put(key, 'key'); box.put(kept, 'draft') })
}

/** Keeps the draft as it stands; one write after the other, so that an older one never lands on a newer. */
function keepDraft() {
  saving = saving.catch(() => {}).then(async () => {
    if (!draft) return
    const kept = await hidden(draft, key)
    await intoBox('draft', kept)
  })
  return saving
}

/** Seals the answers and puts them into the outbox; the draft goes in the same transaction. Returns the receipt code. Throws when it could not be kept. */
async function finishDraft(survey, isLeft = false) {
  await saving.catch(() => {})
  const pairing = await fromBox('pairing')
  const code = pairing.codes?.[0] || ''
  const words = JSON.stringify({
    v: 1, id: draft.id, slug: draft.slug, edition: survey.edition, digest: survey.digest, reading: draft.reading, locale: draft.lang, receipt: isLeft ? '' : code,
    begun_at: draft.begun_at, finished_at: Date.now(), is_left: isLeft, answers: toSend(survey, draft.answers, draft.reading)
  })
  const { digest, sealed } = await seal(words, pairing.public_key)
  const item = { id: draft.id, sealed, digest, state: 'waiting', tries: 0, finished_at: Date.now() }
  await keep((box, outbox) => {
    outbox.add(item)
    box.put({ ...pairing, codes: (pairing.codes || []).slice(isLeft ? 0 : 1) }, 'pairing')
    box.delete('draft')
    box.delete('key')
    count(box, 'finished')
  })
  draft = key = null
  return isLeft ? '' : code
}

async function forgetDraft() {
  draft = key = null
  await outOfBox('draft', 'key')
}
