/**
 * Which question comes next, and what fits it: the same pure rules as surveys/journey.py and surveys/answers.py, tried against the same cases.
 * An answer is {v: words, a list, or null; s: skipped}.
 */
const OPERATORS = {
  is: (value, wanted) => value === wanted,
  one_of: (value, wanted) => typeof value === 'string' && wanted.includes(value),
  includes: (value, wanted) => Array.isArray(value) && value.includes(wanted),
  answered: (_value, wanted) => wanted === true
}

function isEmpty(value) {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function isGiven(answer) {
  return Boolean(answer) && !isEmpty(answer.v)
}

/** Whether a rule holds for the values given so far. A question without a value makes every comparison false. */
function holds(rule, values) {
  if (!rule || Object.keys(rule).length === 0) return true
  if ('all' in rule) return rule.all.every((part) => holds(part, values))
  if ('any' in rule) return rule.any.some((part) => holds(part, values))
  if ('not' in rule) return !holds(rule.not, values)
  const value = values[rule.question]
  if (isEmpty(value)) return false
  return Object.entries(OPERATORS).every(([name, test]) => !(name in rule) || test(value, rule[name]))
}

/** The questions that apply, in order, for one way of reading. */
function path(survey, answers, reading) {
  const asked = []
  const values = {}
  for (const question of survey.questions) {
    const answer = answers[question.id]
    if ((isGiven(answer) || question.formats.includes(reading)) && holds(question.show_if, values)) {
      asked.push(question)
      if (isGiven(answer)) values[question.id] = answer.v
    }
  }
  return asked
}

/** The questions on the path that have a page of their own. */
function pages(survey, answers, reading) {
  return path(survey, answers, reading).filter((question) => !question.main)
}

function readingFor(survey, answers, wanted) {
  if (wanted !== 'standard' || !survey.easy_for) return wanted
  const values = Object.fromEntries(Object.entries(answers).filter(([, answer]) => isGiven(answer)).map(([id, answer]) => [id, answer.v]))
  return holds(survey.easy_for, values) ? 'easy' : wanted
}

function leadsTo(question, answer) {
  return (isGiven(answer) && question.leads_to[answer.v]) || null
}

function isComplete(question, answers) {
  const answer = answers[question.id]
  if (!answer) return false
  if (answer.s) return !question.required
  return isGiven(answer) && problemWith(question, answer.v) === null
}

function nextQuestion(survey, answers, reading) {
  return pages(survey, answers, reading).find((question) => !isComplete(question, answers)) || null
}

function after(survey, answers, reading, question) {
  const place = survey.questions.indexOf(question)
  return pages(survey, answers, reading).find((one) => survey.questions.indexOf(one) > place) || null
}

function before(survey, answers, reading, question) {
  const place = survey.questions.indexOf(question)
  return pages(survey, answers, reading).filter((one) => survey.questions.indexOf(one) < place).at(-1) || null
}

/** Where a question stands: part of parts. In a survey that counts pages each page is a part. */
function progress(survey, answers, reading, question) {
  const place = survey.questions.indexOf(question)
  if (survey.counts_pages || survey.sections.length === 1) {
    const places = new Set([...pages(survey, answers, reading), question].map((one) => survey.questions.indexOf(one)))
    return { part: [...places].filter((one) => one <= place).length, parts: places.size + 1 }
  }
  return { part: survey.sections.indexOf(question.section) + 1, parts: survey.sections.length + 1 }
}

function toSend(survey, answers, reading) {
  return Object.fromEntries(path(survey, answers, reading).filter((one) => one.id in answers).map((one) => [one.id, answers[one.id]]))
}

const MOST_DIGITS = 9

/** Why a value does not fit a question, or null. */
function problemWith(question, value) {
  if (isEmpty(value)) return question.required ? { kind: 'missing' } : null
  const isWords = typeof value === 'string'
  if (question.kind === 'comment') {
    if (!isWords) return { kind: 'unknown_option' }
    return [...value].length > question.max_length ? { kind: 'too_long' } : null
  }
  if (question.kind === 'choose_many') return problemWithChoices(question, value)
  if (question.kind === 'number') {
    if (!isWords || !/^\p{Nd}+$/u.test(value) || [...value].length > MOST_DIGITS) return { kind: 'not_a_number' }
    if (numberOf(value) < question.lowest) return { kind: 'too_small' }
    return question.highest !== null && numberOf(value) > question.highest ? { kind: 'too_large' } : null
  }
  return isWords && question.values.includes(value) ? null : { kind: 'unknown_option' }
}

function problemWithChoices(question, value) {
  if (!Array.isArray(value) || !value.every((one) => question.values.includes(one))) return { kind: 'unknown_option' }
  if (value.length > 1 && value.some((one) => question.apart.includes(one))) return { kind: 'both_apart_and_more' }
  return question.max_choices && value.length > question.max_choices ? { kind: 'too_many', count: value.length } : null
}

/** A whole number as plain digits, whatever script and separators it was written in; anything else as it stands. */
function digitsOf(text) {
  const written = text.trim()
  const bare = written.replace(/(?<=\p{Nd})[ ,.\u066c\u00a0\u202f](?=\p{Nd}{3}(?!\p{Nd}))/gu, '')
  if (!/^\p{Nd}+$/u.test(bare) || [...bare].length > MOST_DIGITS) return written
  return String(numberOf(bare))
}

/** The number that decimal digits of any script say. */
function numberOf(digits) {
  return Number([...digits].map(digit).join(''))
}

function digit(character) {
  let value = 0
  for (let point = character.codePointAt(0); value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - 1 - value)); ) value += 1
  return String(value)
}

/** What to keep when an answer that was given on another scale was only looked at. */
function settle(question, posted, earlier) {
  const scale = question.scale
  if (!scale || !earlier || typeof earlier.v !== 'string') return posted
  if (!isGiven(posted) && scale.only_easy.includes(earlier.v)) return earlier
  if (scale.only_easy.includes(posted.v) && scale.means[earlier.v] === posted.v) return earlier
  return posted
}
