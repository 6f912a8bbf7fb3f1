/**
 * Keys of the review desk. Each presses what is on the page: nothing can be done by key that cannot be pressed.
 * They are off while somebody writes, with a modifier held, and for whoever turns them off.
 */
const OFF = 'voice-desk-keys-off'
const desk = document.querySelector('[data-module="desk"]')

if (desk) {
  const help = document.querySelector('#keys')
  const toggle = help?.querySelector('[data-keys]')
  const isOff = () => localStorage.getItem(OFF) === '1'
  const press = (key) => {
    const found = desk.querySelector(`[data-key="${key}"]`)
    if (!found || found.disabled) return false
    found.matches('textarea') ? found.focus() : found.click()
    return true
  }
  const goes = (href) => href && location.assign(href)

  const others = {
    j: () => goes(desk.dataset.next || desk.querySelector('tr[aria-current] ~ tr a')?.href),
    k: () => goes(desk.dataset.back),
    u: () => press('u') || goes(desk.dataset.done),
    '?': () => { help.open = !help.open; help.querySelector('summary').focus() }
  }

  addEventListener('keydown', (event) => {
    const at = event.target
    if (event.key === 'Escape' && at.matches('textarea')) return at.blur()
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || at.matches('textarea, select, input[type="text"]')) return
    if (isOff() && event.key !== '?') return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (key === 'Enter' && at.matches('a, button, summary')) return
    if (others[key] ? (others[key](), true) : press(key)) event.preventDefault()
  })

  if (toggle) {
    toggle.hidden = false
    toggle.setAttribute('aria-pressed', String(isOff()))
    toggle.addEventListener('click', () => {
      isOff() ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1')
      toggle.setAttribute('aria-pressed', String(isOff()))
    })
  }
}
