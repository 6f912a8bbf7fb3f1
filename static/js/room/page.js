/**
 * Turns the pages of a session without a network. The pages are the server's own; here their forms and links are answered on the tablet.
 * Every step replaces the one before, so that Back and Forward lead to nobody's answers (R40). Within one person's answers the next page is put
 * in place of the one at hand, which is far quicker; what belongs to another person, or looks otherwise, is a document of its own.
 */
const root = document.querySelector('[data-room]')
const placeIn = (pathname) => { const [, , lang, slug, reading, place] = pathname.split('/'); return { lang, slug, reading, place } }
let at = placeIn(location.pathname)
const address = (place, more = {}) => { const { lang, slug, reading } = { ...at, ...more }; return `/room/${lang}/${slug}/${reading}/${place}` }
const goes = (where) => location.replace(where)
let form = document.querySelector('#page')
let survey = null
let isShown = false /* a page that is not filled yet, or emptied, must never be kept over what was written */

async function surveyOf(which = at) {
  const name = await currentKit()
  const where = address('journey.json', which)
  const kept = name && (await (await caches.open(name)).match(where))
  const found = await (kept || (await fetch(where))).json()
  for (const question of found.questions) question.section = found.sections.find((id) => id === question.section)
  return found
}

const questionHere = () => survey.questions.find((question) => question.id === at.place)
const questionsHere = () => [questionHere(), survey.questions.find((one) => one.main === at.place)].filter(Boolean)

/** Says at once that something was not kept, or that it now is. What was written stays on the screen (R1). */
function notKept(isSo = true) {
  const note = document.querySelector('p[data-not-kept]')
  if (!note || note.hidden !== isSo) return
  note.hidden = !isSo
  if (!isSo) return
  document.querySelector('main').prepend(note)
  note.scrollIntoView({ block: 'center' })
}

/** Shows what was answered here before, and where the person stands. */
function fill() {
  for (const question of questionsHere()) {
    const answer = draft.answers[question.id]
    const values = answer && isGiven(answer) ? [answer.v].flat() : []
    const isTouched = touched.has(`q_${question.id}`)
    for (const field of form.querySelectorAll(`[name="q_${question.id}"]`)) {
      if (isTouched) {
        if (['comment', 'number'].includes(question.kind)) field.value = (values[0] || '') + field.value
      } else if (field.type === 'radio' || field.type === 'checkbox') {
        field.checked = values.includes(field.value) || (values.length === 1 && question.scale?.means[values[0]] === field.value && at.reading !== 'standard')
      } else {
        field.value = values[0] || ''
      }
    }
  }
  isShown = true
  const place = progress(survey, draft.answers, at.reading, questionHere())
  const where = document.querySelector('.way__where')
  if (where) where.textContent = root.dataset.where.replace('{part}', place.part).replace('{parts}', place.parts)
  const track = document.querySelector('.way__track')
  if (track) {
    track.replaceChildren(...Array.from({ length: place.parts }, (_one, number) => {
      const part = document.createElement('span')
      part.classList.toggle('is-done', number < place.part)
      return part
    }))
  }
}

function readPage() {
  if (!isShown || !draft) return
  for (const question of questionsHere()) {
    const fields = [...form.querySelectorAll(`[name="q_${question.id}"]`)]
    if (!fields.length) continue
    const chosen = fields.filter((field) => field.checked).map((field) => field.value)
    const written = question.kind === 'number' ? digitsOf(fields[0].value) : fields[0].value
    const value = question.kind === 'choose_many' ? (chosen.length ? chosen : null)
      : ['comment', 'number'].includes(question.kind) ? (written.trim() ? written : null) : chosen[0] ?? null
    const posted = settle(question, { v: value, s: value === null }, draft.answers[question.id])
    if (isGiven(posted) || question.id in draft.answers) draft.answers[question.id] = posted
  }
}

/** Names what is to be mended in an answer. */
function mend(question, problem) {
  document.querySelectorAll('.mend, .mend__word').forEach((one) => one.remove())
  pointsOut(`q_${question.id}`, (question.messages[problem.kind] || question.messages.missing).replace('{count}', problem.count), form.querySelector('.options, .write'))
  form.querySelector('fieldset, textarea, input')?.setAttribute('aria-describedby', `q_${question.id}-error`)
}

/** Says what is to be mended, at the top and before the field, with the page's own pieces. */
function pointsOut(id, words, field) {
  const [top, beside] = ['#mend-top', '#mend-word'].map((one) => document.querySelector(one).content.firstElementChild.cloneNode(true))
  top.querySelector('a').textContent = words
  top.querySelector('a').href = `#${id}`
  beside.id = `${id}-error`
  beside.querySelector('[data-words]').textContent = words
  document.querySelector('main').prepend(top)
  field?.before(beside)
  top.focus()
}

async function turns(go) {
  readPage()
  const here = questionHere()
  const [kind, wanted] = go.split(':')
  if (go === 'on') {
    for (const question of questionsHere()) {
      const problem = problemWith(question, draft.answers[question.id]?.v)
      if (problem) { await keepDraft(); return mend(question, problem) }
      draft.answers[question.id] ??= { v: null, s: true }
    }
  }
  if (go === 'skip') questionsHere().forEach((question) => { draft.answers[question.id] = { v: null, s: true } })
  if (kind === 'read') draft.reading = wanted
  if (kind === 'lang') draft.lang = wanted
  const asked = draft.reading
  if (['on', 'skip'].includes(go)) draft.reading = readingFor(survey, draft.answers, asked)
  await keepDraft()
  if (go === 'back') {
    const earlier = before(survey, draft.answers, at.reading, here)
    return turnTo(address(earlier ? earlier.id : 'how'))
  }
  if (kind === 'read') return turnTo(address(at.place, { reading: wanted }))
  if (kind === 'lang') return turnTo(address(at.place, { lang: wanted }))
  const better = leadsTo(here, draft.answers[here.id])
  if (better && await leads(better, asked)) return
  const reading = draft.reading
  if (new URLSearchParams(location.search).get('then') === 'check') return turnTo(address('check', { reading }))
  const following = after(survey, draft.answers, reading, here)
  return turnTo(address(following ? following.id : 'check', { reading }))
}

/** Goes on in the survey that fits better, with what both ask already answered, where this session has it. */
async function leads(slug, reading) {
  const pairing = await fromBox('pairing')
  if (!pairing.surveys.includes(slug)) return false
  const other = await surveyOf({ slug })
  const known = Object.fromEntries(Object.entries(draft.answers).filter(([id, answer]) => {
    const question = other.questions.find((one) => one.id === id)
    return question?.says_who && typeof answer.v === 'string' && problemWith(question, answer.v) === null
  }))
  await beginDraft(other, reading, at.lang, known, draft)
  const first = nextQuestion(other, draft.answers, reading)
  await turnTo(address(first ? first.id : 'check', { reading, slug }))
  return true
}

/** Lists the answers, in words that stand in the kept pages themselves. Returns the question that must be answered first, or null. */
async function check() {
  const rows = []
  const list = document.querySelector('[data-answers]') /* somebody may be elsewhere by the time that all is read */
  const row = document.querySelector('#answer-row').content.firstElementChild
  for (const question of path(survey, draft.answers, at.reading)) {
    const page = await documentAt(address(question.main || question.id))
    const one = row.cloneNode(true)
    const answer = draft.answers[question.id]
    const heading = question.main ? page.querySelector('.beside legend') : page.querySelector('h1')
    one.querySelector('dt').textContent = heading.textContent.trim()
    one.querySelector('[data-said]').textContent = said(page, question, answer)
    const link = one.querySelector('a')
    link.href = `${address(question.main || question.id)}?then=check`
    link.querySelector('span').textContent = ` ${heading.textContent.trim()}`
    rows.push(one)
  }
  list.replaceChildren(...rows)
  const unfinished = nextQuestion(survey, draft.answers, at.reading)
  return at.place === 'check' && unfinished?.required ? unfinished : null
}

function said(page, question, answer) {
  if (!isGiven(answer)) return root.dataset.skipped
  if (['comment', 'number'].includes(question.kind)) return answer.v
  return [answer.v].flat().map((value) => {
    const shown = page.querySelector(`[name="q_${question.id}"][value="${CSS.escape(question.scale?.means[value] && at.reading !== 'standard' ? question.scale.means[value] : value)}"]`)
    const label = shown && page.querySelector(`label[for="${shown.id}"]`) /* never `labels`: in WebKitGTK 2.50 its list ends the page when it is thrown away with another document */
    return (label?.querySelector('.statement__name') || label)?.textContent.trim() || value
  }).join('; ')
}

async function sends(button) {
  button.disabled = true
  try {
    const thanks = await documentAt(address('thanks'))
    const code = await finishDraft(survey)
    document.title = thanks.title
    document.querySelector('main').replaceWith(document.adoptNode(thanks.querySelector('main')))
    const words = code.split(' ').map((word) => Object.assign(document.createElement('li'), { textContent: word }))
    code ? document.querySelector('.code__words').replaceChildren(...words) : document.querySelector('[data-code-part]').remove()
    document.querySelector('.way')?.remove()
    document.querySelector('h1').tabIndex = -1
    document.querySelector('h1').focus()
    sendAll()
  } catch {
    button.disabled = false
    notKept()
  }
}

/** Two minutes without a touch: asks; half a minute later seals what there is and clears the screen (R41). */
const IDLE_MS = 120_000
const ANSWER_MS = 30_000
let idle = 0
function watch() {
  const asking = () => document.querySelector('#still-there')
  const wait = (ms, then) => { clearTimeout(idle); idle = setTimeout(then, ms) }
  const leaves = async () => {
    await sealWhatIsLeft()
    goes('/room/')
  }
  const asks = () => { asking().showModal(); wait(ANSWER_MS, leaves) }
  const here = () => { if (asking().open) asking().close(); wait(IDLE_MS, asks) }
  for (const name of ['pointerdown', 'keydown', 'input', 'scroll']) addEventListener(name, here, { passive: true })
  here()
}

function clears() {
  isShown = false
  document.querySelectorAll('textarea, input[type="text"]').forEach((field) => { field.value = '' })
  document.querySelectorAll('input:checked').forEach((field) => { field.checked = false })
}

async function begins(reading) {
  const asked = await surveyOf({ reading })
  await beginDraft(asked, reading, at.lang)
  const first = nextQuestion(asked, {}, reading)
  goes(address(first.id, { reading }))
}

/** Goes on in another way of reading with what is answered already. */
async function goesOn(reading) {
  draft.reading = reading
  await keepDraft()
  goes(await placeOf(draft))
}

const SECOND_TAP_MS = 400 /* nobody reads a page so fast; a shaking hand taps again within it */
let turnedAt = -SECOND_TAP_MS
const touched = new Set() /* fields that somebody was quicker to fill than this page was ready */
let pending = 0
function keeps() {
  clearTimeout(pending)
  pending = 0
  readPage()
  return keepDraft()
}

let ready = null /* what the buttons of the page at hand do, once it stands as this person left it; tried again at each press after it failed */

const looks = (page) => JSON.stringify([page.documentElement.lang, { ...page.body.dataset }])

/** Puts another page of these answers in place of the one at hand; whatever needs other scripts, another language or another screen is gone to. */
async function turnTo(where) {
  const { pathname } = new URL(where, location)
  const next = await documentAt(pathname).catch(() => null)
  if (!next || looks(next) !== looks(document) || [...next.querySelectorAll('script')].some((one) => !document.querySelector(`script[src="${one.getAttribute('src')}"]`))) return goes(where)
  if (pending) keeps()
  isShown = false
  root.replaceChildren(...next.body.childNodes)
  document.title = next.title
  history.replaceState(null, '', where)
  at = placeIn(pathname)
  form = document.querySelector('#page')
  touched.clear()
  turnedAt = performance.now()
  scrollTo(0, 0)
  const heading = document.querySelector('h1')
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  dispatchEvent(new Event('voice-page'))
  ready = opens()
}

/** Shows the page at hand as this person left it, and returns what its buttons do. */
async function opens() {
  if (at.place === 'no') return
  await saving.catch(() => {})
  await findDraft()
  const isBefore = ['start', 'how'].includes(at.place)
  if (draft ? draft.slug !== at.slug || at.place === 'start' : !isBefore) return goes('/room/')
  if (isBefore) {
    return ({ target }) => {
      const reading = new FormData(target).get('reading')
      if (!reading) return target.querySelector('input')?.focus()
      return draft ? goesOn(reading) : begins(reading)
    }
  }
  survey = await surveyOf()
  if (at.place === 'check') {
    const unfinished = await check()
    return unfinished ? turnTo(`${address(unfinished.id)}?then=check`) : ({ submitter }) => sends(submitter)
  }
  fill()
  if (touched.size) keeps()
  return ({ submitter }) => { clearTimeout(pending); pending = 0; return turns(submitter?.value || 'on') }
}

function takesPart() {
  let isTurning = false
  watch()
  document.addEventListener('submit', async (event) => { /* no form here may ever be sent by the browser itself */
    if (event.target.method === 'dialog') return
    event.preventDefault()
    if (isTurning) return
    isTurning = true
    try {
      ready = ready.catch(opens)
      const answers = await ready
      await answers?.(event)
    } finally {
      isTurning = false
    }
  })
  document.addEventListener('input', ({ target }) => { /* also while somebody types without a pause */
    if (target.form !== form) return
    touched.add(target.name)
    pending ||= setTimeout(keeps, 400)
  })
  addEventListener('pagehide', () => { if (pending) keeps(); clears() })
  addEventListener('pageshow', (event) => event.persisted && location.reload())
  addEventListener('visibilitychange', () => document.hidden && isShown && keeps())
  document.addEventListener('click', async (event) => {
    const isSecondTap = event.detail > 1 || (event.pointerType === 'touch' && event.timeStamp - turnedAt < SECOND_TAP_MS)
    if (isSecondTap && event.target.closest('.forward')) event.preventDefault() /* it was meant for the page before */
    const link = event.target.closest('a[href^="/room/"]')
    if (!link) return
    event.preventDefault()
    if (pending) await keeps()
    turnTo(link.href)
  })
  ready = opens()
}
