/**
 * Keeps what is on the page while it is typed, so that a closed tab or an empty battery loses nothing.
 * Says "Kept" only when the server has said so; says at once when it could not.
 */
const WAIT_MS = 1200
const AGAIN_MS = 5000
const form = document.querySelector('form[data-module="keep"]')

if (form && 'fetch' in window) {
  const status = form.querySelector('[data-status]')
  let timer = 0
  let changed = false
  let leaving = false

  const body = () => {
    const data = new URLSearchParams(new FormData(form))
    data.set('go', 'keep')
    return data
  }

  const keep = async () => {
    clearTimeout(timer)
    changed = false
    try {
      const reply = await fetch(form.action, { method: 'POST', body: body(), credentials: 'same-origin', redirect: 'error', cache: 'no-store' })
      if (reply.status !== 204) throw new Error('not kept')
      if (!changed) status.textContent = form.dataset.kept
    } catch {
      if (leaving) return
      changed = true
      status.textContent = form.dataset.notKept
      timer = setTimeout(keep, AGAIN_MS)
    }
  }

  form.addEventListener('input', () => {
    changed = true
    status.textContent = ''
    clearTimeout(timer)
    timer = setTimeout(keep, WAIT_MS)
  })
  form.addEventListener('submit', () => { leaving = true; clearTimeout(timer) })
  addEventListener('online', () => changed && keep())
  addEventListener('pagehide', () => { if (changed && !leaving) navigator.sendBeacon(form.action, body()) })
}

/** Puts the focus on what is to be mended, where there is something. */
document.querySelector('[data-module="mend"]')?.focus()
