/** A long form is typed without a click: tells the server every few minutes that somebody is there, so that nobody is signed out over what they write. */
const EVERY_MS = 5 * 60 * 1000
let told = Date.now()
document.addEventListener('input', () => {
  if (Date.now() - told < EVERY_MS) return
  told = Date.now()
  fetch(document.body.dataset.awake, { method: 'HEAD', cache: 'no-store' }).catch(() => { /* no network: the next word tells it again */ })
})
