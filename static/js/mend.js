/** Puts the focus on the summary of what is to be mended. */
document.querySelector('[data-module="mend"]')?.focus()
