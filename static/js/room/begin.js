/** Begins what the page at hand is for, and sends whatever waits. What could not be done is said: nobody waits in vain. */
const BEGINS = { home: handsOver, pair: pairs, facilitator: facilitates, notes: takesNotes }
if (root) {
  (BEGINS[root.dataset.room] || takesPart)()
  addEventListener('unhandledrejection', () => notKept())
  addEventListener('online', sendAll)
  addEventListener('visibilitychange', () => document.hidden || sendAll())
  sendAll()
}
