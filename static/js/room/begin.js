/** Begins what the page at hand is for, and sends whatever waits. */
const BEGINS = { home: handsOver, pair: pairs, facilitator: facilitates, notes: takesNotes }
if (root) {
  (BEGINS[root.dataset.room] || takesPart)().catch(() => { const note = document.querySelector('[data-not-kept]'); if (note) note.hidden = false })
  addEventListener('online', () => { notBefore = 0; sendAll() })
  addEventListener('visibilitychange', () => document.hidden || sendAll())
  sendAll()
}
