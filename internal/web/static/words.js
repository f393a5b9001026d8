// Counts the words of a textarea against the number asked for: <textarea data-words-at-least="150">.
// Sight gets every change; a screen reader hears the count only after a pause in typing.

const PAUSE_MS = 1500;

/** A word is a run without white space that holds a letter or a digit. */
export function countWords(text) {
  return text.split(/\s+/u).filter((token) => /[\p{L}\p{N}]/u.test(token)).length;
}

/** The sentence shown; the texts hold {n} for the words written and {more} for those missing. */
export function wordSentence(n, atLeast, texts) {
  const text = n >= atLeast ? texts.enough : texts.more;
  return text.replace("{n}", String(n)).replace("{more}", String(Math.max(0, atLeast - n)));
}

function attach(area) {
  const doc = area.ownerDocument;
  const atLeast = Number(area.dataset.wordsAtLeast);
  const texts = {
    more: area.dataset.textMore ?? "{n} words so far, {more} more needed",
    enough: area.dataset.textEnough ?? "{n} words, enough to hand in",
  };
  const seen = doc.createElement("p");
  seen.className = "count";
  seen.setAttribute("aria-hidden", "true");
  const heard = doc.createElement("p");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  area.after(seen, heard);

  let pause = 0;
  const show = () => {
    const sentence = wordSentence(countWords(area.value), atLeast, texts);
    seen.textContent = sentence;
    clearTimeout(pause);
    pause = setTimeout(() => { heard.textContent = sentence; }, PAUSE_MS);
  };
  area.addEventListener("input", show);
  seen.textContent = wordSentence(countWords(area.value), atLeast, texts);
}

if (globalThis.document) document.querySelectorAll("textarea[data-words-at-least]").forEach(attach);
