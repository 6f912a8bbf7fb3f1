/** Offers to print, where the browser can. */
const button = document.querySelector('[data-module="print"]')
if (button && 'print' in window) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
