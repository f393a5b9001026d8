// Saves a form as a draft while it is being written: <form data-draft-url="/…"> with a
// <p class="saved" data-draft-status></p> in it. The form itself works without this.

const QUIET_MS = 2000;
const AT_LEAST_EVERY_MS = 20000;
const RETRY_MS = 15000;

/** The fields by name; a name that occurs more than once becomes a list. Files are left out. */
export function fieldsOf(formData) {
  const fields = {};
  for (const [name, value] of formData) {
    if (typeof value !== "string") continue;
    if (!(name in fields)) fields[name] = value;
    else fields[name] = [].concat(fields[name], value);
  }
  return fields;
}

function attach(form) {
  const status = form.querySelector("[data-draft-status]");
  const lang = document.documentElement.lang || "en-GB";
  const texts = {
    saved: status?.dataset.textSaved ?? "Draft saved at {time}",
    failed: status?.dataset.textFailed ?? "Draft not saved: no connection. Trying again.",
  };
  let quiet = 0;
  let firstUnsaved = 0;
  let saving = false;
  let last = JSON.stringify(fieldsOf(new FormData(form)));

  const say = (text, aloud) => {
    if (!status) return;
    // Only trouble is announced: a voice at every save would talk over the writing.
    status.setAttribute("aria-live", aloud ? "polite" : "off");
    status.textContent = text;
  };

  const save = async (keepalive = false) => {
    clearTimeout(quiet);
    const body = JSON.stringify(fieldsOf(new FormData(form)));
    if (saving || body === last) return;
    saving = true;
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST", credentials: "same-origin", keepalive, body,
        headers: { "Content-Type": "application/json", Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      last = body;
      firstUnsaved = 0;
      const time = new Date().toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
      say(texts.saved.replace("{time}", time), false);
    } catch {
      say(texts.failed, true);
      quiet = setTimeout(save, RETRY_MS);
    } finally {
      saving = false;
    }
  };

  form.addEventListener("input", () => {
    firstUnsaved ||= Date.now();
    clearTimeout(quiet);
    const waited = Date.now() - firstUnsaved;
    quiet = setTimeout(save, Math.max(0, Math.min(QUIET_MS, AT_LEAST_EVERY_MS - waited)));
  });
  form.addEventListener("submit", () => clearTimeout(quiet));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
}

if (globalThis.document) document.querySelectorAll("form[data-draft-url]").forEach(attach);
