// "Use as evidence" beside a cue writes its number into the evidence field of the chosen
// principle. Without scripts the numbers are typed into that field by hand.
//
//   <select data-evidence-target> — each option's value is the id of an evidence field
//   <input data-evidence> — cue numbers, "12, 15-17"
//   <button type="button" data-use-cue="12" hidden>Use as evidence</button>
//   <p role="status" data-evidence-status data-text-added="Cue {cue} added to {principle}" …>

/** The cue numbers in "12, 15-17": numbers and ranges; anything else is left alone by being absent. */
export function cuesIn(text) {
  const cues = new Set();
  for (const part of text.split(/[,;\s]+/)) {
    const match = /^(\d{1,6})(?:[-–](\d{1,6}))?$/.exec(part);
    if (!match) continue;
    const from = Number(match[1]);
    const to = Math.min(Number(match[2] ?? from), from + 500);
    for (let cue = from; cue <= to; cue++) cues.add(cue);
  }
  return cues;
}

/** The text with a cue added at its end, or taken out; taking out leaves the numbers alone, in order. */
export function toggleCue(text, cue) {
  if (!cuesIn(text).has(cue)) {
    const kept = text.trim().replace(/[,;]$/, "");
    return { text: kept ? `${kept}, ${cue}` : String(cue), added: true };
  }
  const rest = cuesIn(text);
  rest.delete(cue);
  return { text: [...rest].sort((a, b) => a - b).join(", "), added: false };
}

/** An answer as the contents list words it: "level 4", "not applicable". */
export function givenWords(value) {
  return /^\d+$/.test(value) ? `level ${value}` : value.replaceAll("-", " ");
}

function attach(target) {
  const doc = target.ownerDocument;
  const buttons = [...doc.querySelectorAll("[data-use-cue]")];
  const status = doc.querySelector("[data-evidence-status]");
  const field = () => doc.getElementById(target.value);

  const mark = () => {
    const cues = cuesIn(field()?.value ?? "");
    for (const button of buttons) {
      const used = cues.has(Number(button.dataset.useCue));
      button.setAttribute("aria-pressed", String(used));
      button.closest(".cue")?.classList.toggle("is-marked", used);
    }
  };

  const use = (button) => {
    const into = field();
    if (!into) return;
    const cue = Number(button.dataset.useCue);
    const { text, added } = toggleCue(into.value, cue);
    into.value = text;
    into.dispatchEvent(new Event("input", { bubbles: true }));
    mark();
    if (!status) return;
    const sentence = added ? status.dataset.textAdded ?? "Cue {cue} added to {principle}" : status.dataset.textRemoved ?? "Cue {cue} taken out of {principle}";
    status.textContent = sentence.replace("{cue}", String(cue)).replace("{principle}", target.selectedOptions[0]?.text ?? "");
  };

  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => use(button));
  }
  // Working in a principle's part of the form chooses that principle.
  doc.addEventListener("focusin", (event) => {
    const evidence = event.target.closest(".principle")?.querySelector("[data-evidence]");
    if (evidence && evidence.id !== target.value) { target.value = evidence.id; mark(); }
  });
  doc.addEventListener("input", (event) => { if (event.target.matches("[data-evidence]")) mark(); });
  // The contents list says what was given so far.
  doc.addEventListener("change", (event) => {
    const said = event.target.matches(".principle input[type=radio]") && doc.querySelector(`[data-given="${event.target.name}"]`);
    if (said) said.textContent = givenWords(event.target.value);
  });
  target.addEventListener("change", mark);
  mark();
}

const chooser = globalThis.document?.querySelector("[data-evidence-target]");
if (chooser) attach(chooser);
