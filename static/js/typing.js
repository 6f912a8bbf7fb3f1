/** Enter goes on to the next box, Ctrl and Enter keeps the form. Without this script Enter does nothing there: no form is kept half typed. */
const form = document.querySelector('[data-module="typing"]')
form?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing) return
  if (event.ctrlKey || event.metaKey) return form.requestSubmit(form.querySelector('[data-keeps]'))
  if (!event.target.matches('input, select')) return
  event.preventDefault()
  const boxes = [...form.querySelectorAll('input:not([type="hidden"]), select, textarea, [data-keeps]')]
  boxes[boxes.indexOf(event.target) + 1].focus()
})
