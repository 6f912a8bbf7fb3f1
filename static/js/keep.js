/**
 * Keeps what is on the page while it is typed, so that a closed tab or an empty battery loses nothing.
 * Says "Kept" only when the server has said so; says at once when it could not, and stays on the page until it can.
 */
const WAIT_MS = 1200
const AGAIN_MS = 5000
const form = document.querySelector('form[data-module="keep"]')

if (form && 'fetch' in window && 'requestSubmit' in form) {
  const status = form.querySelector('[data-status]')
  const box = form.querySelector('textarea')
  let timer = 0
  let changed = false
  let leaving = false
  let asking = false
  let gone = false

  const body = () => {
    const data = new URLSearchParams(new FormData(form))
    data.set('go', 'keep')
    return data
  }

  const keep = async () => {
    clearTimeout(timer)
    if (gone) return false
    changed = false
    asking = true
    try {
      const reply = await fetch(form.action, { method: 'POST', body: body(), credentials: 'same-origin', redirect: 'error', cache: 'no-store' })
      if (reply.status !== 204) throw new Error('not kept')
      if (!changed) status.textContent = form.dataset.kept
      return true
    } catch {
      changed = true
      if (leaving) return false
      status.textContent = form.dataset.notKept
      timer = setTimeout(keep, AGAIN_MS)
      return false
    } finally {
      asking = false
    }
  }

  form.addEventListener('input', () => {
    changed = true
    status.textContent = ''
    clearTimeout(timer)
    timer = setTimeout(keep, WAIT_MS)
  })

  /* Words leave the page only after they are kept: a failed page turn would take them along. */
  form.addEventListener('submit', async (event) => {
    clearTimeout(timer)
    if (!changed || !box) {
      leaving = true
      return
    }
    event.preventDefault()
    if (await keep()) form.requestSubmit(event.submitter)
  })

  addEventListener('online', () => changed && keep())
  addEventListener('pagehide', () => {
    if ((changed || asking) && !leaving) {
      navigator.sendBeacon(form.action, body())
    } else if (box) {
      gone = true /* an emptied box must never be kept over what was written */
      clearTimeout(timer)
      box.value = ''
    }
  })
}
