/** Fills in the words of a picture that was scanned. They stand behind the #, which no server sees, and leave the address at once. */
const form = document.querySelector('[data-module="join"]')
const words = decodeURIComponent(location.hash.slice(1)).replaceAll('-', ' ')

if (form && words) {
  history.replaceState(null, '', location.pathname)
  form.elements.code.value = words
  form.submit()
}
