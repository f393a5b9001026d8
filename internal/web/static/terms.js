// Escape closes an open glossary bubble without moving focus or pointer; it opens again
// on the next visit. The bubble itself is CSS and works without this.

function attach(doc) {
  doc.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of doc.querySelectorAll(".term:hover, .term:focus-within")) term.classList.add("is-dismissed");
  });
  for (const term of doc.querySelectorAll(".term")) {
    for (const leave of ["mouseleave", "focusout"]) term.addEventListener(leave, () => term.classList.remove("is-dismissed"));
  }
}

if (globalThis.document) attach(document);
