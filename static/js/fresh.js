/** Asks the server again when the browser brings back an old picture of this page: the next person must not see it. */
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

/** Puts the focus on the summary of what is to be mended. */
document.querySelector('[data-module="mend"]')?.focus()
