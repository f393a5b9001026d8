// The authors' preview: asks each second whether the files have changed, and shows the page anew
// when they have. The browser keeps the place that was being read.

const EVERY_MS = 1000;

function attach(doc) {
  const state = doc.querySelector("[data-preview-state]")?.dataset.previewState;
  if (!state) return;
  const ask = async () => {
    try {
      const answer = await fetch("/preview/state", { cache: "no-store" });
      if (answer.ok && (await answer.text()) !== state) {
        doc.location.reload();
        return;
      }
    } catch {
      // The preview was stopped; it may come back.
    }
    setTimeout(ask, EVERY_MS);
  };
  setTimeout(ask, EVERY_MS);
}

if (globalThis.document) attach(document);
