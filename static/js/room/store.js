/**
 * What a tablet keeps. Every write is one transaction with strict durability, and is done only when the transaction is complete (R1, R14).
 * `box`: the pairing, the draft (encrypted), counters. `outbox`: finished answers, sealed.
 */
const DATABASE = 'voice-room'
const SCHEMA = 1
let opened = null

function openStore() {
  opened ??= new Promise((resolve, reject) => {
    const asking = indexedDB.open(DATABASE, SCHEMA)
    asking.onupgradeneeded = () => {
      for (const [name, options] of [['box', undefined], ['outbox', { keyPath: 'id' }]]) {
        if (!asking.result.objectStoreNames.contains(name)) asking.result.createObjectStore(name, options)
      }
    }
    asking.onblocked = () => reject(new Error('another page holds the store'))
    asking.onerror = () => reject(asking.error)
    asking.onsuccess = () => {
      const database = asking.result
      database.onclose = () => { opened = null }
      database.onversionchange = () => { database.close(); opened = null }
      resolve(database)
    }
  }).catch((error) => { opened = null; throw error })
  return opened
}

/** Runs `work(box, outbox)` in one transaction and returns what it gives once the transaction is complete. Rejects when it aborts, as on a full disk. */
async function keep(work) {
  return transact('readwrite', work)
}

async function look(work) {
  return transact('readonly', work)
}

async function transact(mode, work) {
  const database = await openStore()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(['box', 'outbox'], mode, { durability: 'strict' })
    let given
    transaction.oncomplete = () => resolve(given instanceof IDBRequest ? given.result : given)
    transaction.onabort = () => reject(transaction.error || new Error('not kept'))
    transaction.onerror = () => reject(transaction.error)
    try {
      given = work(transaction.objectStore('box'), transaction.objectStore('outbox'))
    } catch (error) { /* what was asked before it must not be kept alone */
      reject(error)
      transaction.abort()
    }
  })
}

const fromBox = (key) => look((box) => box.get(key))
const intoBox = (key, value) => keep((box) => { box.put(value, key) })
const outOfBox = (...keys) => keep((box) => { keys.forEach((key) => box.delete(key)) })
const items = () => look((_box, outbox) => outbox.getAll())

/** Changes the pairing as it stands in this very transaction: a code that was given out must never come back. */
function changePairing(box, more) {
  const asking = box.get('pairing')
  asking.onsuccess = () => box.put({ ...asking.result, ...more(asking.result) }, 'pairing')
}

/** Adds one to a counter inside a transaction. */
function count(box, key) {
  const asking = box.get(key)
  asking.onsuccess = () => box.put((asking.result || 0) + 1, key)
}

/** Writes, reads back and removes a probe. Capture begins only on a tablet where this holds. */
async function probe() {
  const value = crypto.randomUUID?.() || String(performance.now())
  await intoBox('probe', value)
  const kept = await fromBox('probe')
  await outOfBox('probe')
  if (kept !== value) throw new Error('the store does not keep')
}
