/** Answers at rest: a draft under a key of its own that is thrown away at hand-over; a finished answer sealed to the session, which only the server opens (R20). */
const utf8 = new TextEncoder()

function base64(bytes) {
  let text = ''
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte)
  return btoa(text)
}

const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

async function digestOf(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** An id of 128 random bits, as 32 hex digits. */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What is sent: {key, iv, data}, each base64, and the digest of what was sealed. */
async function seal(words, publicKey) {
  const plain = utf8.encode(words)
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const theirs = await crypto.subtle.importKey('spki', bytesOf(publicKey), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['wrapKey'])
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain)
  const wrapped = await crypto.subtle.wrapKey('raw', key, theirs, { name: 'RSA-OAEP' })
  return { digest: await digestOf(plain), sealed: { key: base64(wrapped), iv: base64(iv), data: base64(data) } }
}

/** A key that never leaves the browser, for one person's draft. */
const draftKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

async function hidden(draft, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { id: draft.id, iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8.encode(JSON.stringify(draft))) }
}

async function shownAgain(kept, key) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, key, kept.data)))
}

/** Whether a PIN is the facilitator's; works without a network (R42). */
async function fitsPin(pin, kept) {
  const key = await crypto.subtle.importKey('raw', utf8.encode(pin), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(kept.salt), iterations: kept.rounds }, key, 256)
  return base64(bits) === kept.hash
}
