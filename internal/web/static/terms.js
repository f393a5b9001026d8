// Glossary words: Escape closes an open definition without moving focus or pointer, and a
// definition too near the right edge opens leftwards. Showing it is CSS and works without this.

function attach(doc) {
  const place = (event) => {
    const term = event.target.closest?.(".term");
    const bubble = term?.querySelector(".term__definition");
    if (!bubble || term.classList.contains("is-end")) return;
    term.classList.toggle("is-end", bubble.getBoundingClientRect().right > doc.documentElement.clientWidth);
  };
  doc.addEventListener("mouseover", place);
  doc.addEventListener("focusin", place);
  doc.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of doc.querySelectorAll(".term:hover, .term:focus")) term.classList.add("is-dismissed");
  });
  for (const term of doc.querySelectorAll(".term")) {
    for (const leave of ["mouseleave", "blur"]) term.addEventListener(leave, () => term.classList.remove("is-dismissed"));
  }
}

if (globalThis.document) attach(document);
