/**
 * Asks for the board again every so many seconds and puts the new one in place, unless somebody is in it or stopped it.
 * The server does not take it for a click: a board that nobody watches signs out in time, and then leads to the sign-in page.
 */
const board = document.querySelector('[data-module="board"]')

if (board) {
  let isOn = true
  const toggle = Object.assign(document.createElement('button'), { type: 'button', className: 'button button--quiet', textContent: board.dataset.pause })
  toggle.addEventListener('click', () => {
    isOn = !isOn
    toggle.textContent = isOn ? board.dataset.pause : board.dataset.goOn
  })
  board.append(toggle)

  const renew = async () => {
    const live = board.querySelector('[data-live]')
    if (!isOn || document.hidden || live.contains(document.activeElement)) return
    try {
      const reply = await fetch(location.pathname, { headers: { 'Voice-Renews': '1' }, cache: 'no-store' })
      if (reply.redirected) return location.reload()
      if (!reply.ok) return
      const fresh = new DOMParser().parseFromString(await reply.text(), 'text/html').querySelector('[data-live]')
      if (fresh) live.replaceWith(document.adoptNode(fresh))
    } catch { /* no network: the moment in the caption says how old the board is */ }
  }
  setInterval(renew, Number(board.dataset.every) * 1000)
}
