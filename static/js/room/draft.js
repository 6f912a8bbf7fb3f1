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

/** Goes on only while the draft in the store is this very one: another tab may have handed the tablet over. */
function whileMine(box, id, then) {
  const asking = box.get('draft')
  asking.onsuccess = () => (asking.result && (asking.result.id ?? id) === id ? then() : asking.transaction.abort())
}

/** Begins an answer, `instead` of the one at hand or where there is none. Throws when it could not be kept. */
async function beginDraft(survey, reading, lang, known = {}, instead = null) {
  const begun = { id: newId(), slug: survey.slug, reading, lang, begun_at: Date.now(), answers: known }
  const itsKey = await draftKey()
  const kept = await hidden(begun, itsKey)
  await keep((box) => {
    const begins = () => { box.put(itsKey, 'key'); box.add(kept, 'draft') }
    instead ? whileMine(box, instead.id, () => { box.delete('draft'); begins() }) : begins()
  })
  draft = begun
  key = itsKey
}

/** Keeps the draft as it stands; one write after the other, so that an older one never lands on a newer. */
function keepDraft() {
  saving = saving.catch(() => {}).then(async () => {
    if (!draft) return
    const kept = await hidden(draft, key)
    await keep((box) => whileMine(box, kept.id, () => box.put(kept, 'draft')))
    notKept(false)
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
  await keep((box, outbox) => whileMine(box, item.id, () => {
    outbox.add(item)
    if (!isLeft) changePairing(box, ({ codes = [] }) => ({ codes: codes.filter((one) => one !== code) }))
    box.delete('draft')
    box.delete('key')
    count(box, 'finished')
  }))
  draft = key = null
  return isLeft ? '' : code
}

/** Seals what somebody left unfinished, if anybody did. */
async function sealWhatIsLeft() {
  const left = await findDraft()
  if (left) await finishDraft(await surveyOf(left), true)
}
