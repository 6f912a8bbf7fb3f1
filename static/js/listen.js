/** Reads the page's words aloud when asked. Where the browser has no voice for this language, the button stays hidden. A tablet turns its pages in place. */
const synth = window.speechSynthesis
const lang = document.documentElement.lang
const button = () => document.querySelector('[data-module="listen"]')

function voice() {
  return synth.getVoices().find((one) => one.lang.slice(0, 2) === lang.slice(0, 2))
}

function offer() {
  if (button()) button().hidden = !voice()
}

function words() {
  const part = document.querySelector('[data-listen]') || document.querySelector('main')
  const spoken = [...part.querySelectorAll('.easy__idea, .hard-word, h1, .question__hint, .option__label')]
  return spoken.map((one) => one.innerText.trim()).filter(Boolean)
}

if (synth) {
  offer()
  synth.addEventListener?.('voiceschanged', offer)
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-module="listen"]')) return
    if (synth.speaking) return synth.cancel()
    for (const line of words()) {
      const saying = new SpeechSynthesisUtterance(line)
      saying.voice = voice()
      saying.lang = lang
      saying.rate = 0.9
      synth.speak(saying)
    }
  })
  addEventListener('voice-page', () => { synth.cancel(); offer() })
  addEventListener('pagehide', () => synth.cancel())
}
