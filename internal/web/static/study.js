// Live study credit. The page only says "still here"; the server's clock alone decides what
// counts, and its answer is what is shown. See docs/style.md for the attributes and messages.

const RETRY_SECONDS = [3, 6, 12, 24, 48, 60];

/**
 * The heart: sends one beat at a time, each with the nonce of the answer before it.
 * It knows no document: `page` sends, waits and shows, so that tests can stand in for it.
 *
 * page.send(beat, leaving) → Promise of the answer, rejected when there was none
 * page.wait(seconds, f)    → calls f later, replacing what waited before; seconds null cancels
 * page.show(state, why, answer) → state: credited | paused | closed | done | hidden | offline
 */
export class Heart {
  constructor(page, { session, view, section, nonce, seconds }) {
    this.page = page;
    this.fixed = { session, view, section };
    this.nonce = nonce;
    this.seconds = seconds;
    this.hidden = false;     // the page is hidden now
    this.untold = false;     // it was hidden, and the server has not heard of that yet
    this.active = false;     // input since the server last heard
    this.stopped = false;
    this.busy = false;
    this.again = false;
    this.failures = 0;
  }

  start(hidden) {
    this.hidden = hidden;
    this.untold = hidden;
    if (hidden) this.page.show("hidden", "", null);
    this.#next();
  }

  touched() { this.active = true; }

  /** The reader says so with the button: counts as input, and is told at once. */
  here() {
    this.touched();
    return this.beat();
  }

  hide() {
    if (this.hidden || this.stopped) return Promise.resolve();
    this.hidden = true;
    this.untold = true;
    this.page.show("hidden", "", null);
    return this.beat();
  }

  /**
   * Back in view. A visible beat at once starts the clock again. Had the server not heard of
   * the hiding, that beat still says "hidden", so that hidden time is never claimed.
   */
  unhide() {
    if (!this.hidden || this.stopped) return Promise.resolve();
    this.hidden = false;
    this.touched();
    return this.beat();
  }

  message() {
    return { ...this.fixed, nonce: this.nonce, visible: !this.hidden && !this.untold, active: this.active };
  }

  async beat() {
    if (this.stopped) return;
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    this.page.wait(null);
    const beat = this.message();
    this.untold = false;
    this.active = false;
    try {
      this.#heard(await this.page.send(beat, this.hidden));
    } catch {
      this.untold ||= !beat.visible;
      this.active ||= beat.active;
      this.#unheard();
    } finally {
      this.busy = false;
    }
    if (!this.again) return;
    this.again = false;
    await this.beat();
  }

  #heard(answer) {
    this.failures = 0;
    if (answer.nonce) this.nonce = answer.nonce;
    this.stopped = answer.state === "closed" || (answer.state === "done" && !answer.nonce);
    const hiddenNow = this.hidden && !this.stopped && answer.state !== "done";
    this.page.show(hiddenNow ? "hidden" : answer.state, hiddenNow ? "" : answer.why, answer);
    this.#next();
  }

  #unheard() {
    this.page.show("offline", "", null);
    const pause = RETRY_SECONDS[Math.min(this.failures, RETRY_SECONDS.length - 1)];
    this.failures += 1;
    this.page.wait(pause, () => this.beat());
  }

  // A hidden page has said so and then keeps quiet.
  #next() {
    if (this.stopped || this.hidden) this.page.wait(null);
    else this.page.wait(this.seconds, () => this.beat());
  }
}

/** Puts the heart's states into words on the page; speaks only when the state changes. */
export class Strip {
  constructor(root) {
    this.box = root.querySelector("[data-study-strip]");
    this.status = root.querySelector("[data-study-status]");
    this.amount = root.querySelector("[data-study-seconds]");
    this.bar = root.querySelector("[data-study-bar]");
    this.line = root.querySelector("[data-study-contents]");
    this.here = root.querySelector("[data-study-here]");
    this.goOn = root.querySelector("[data-study-continue]");
    this.texts = {
      credited: root.dataset.textCredited ?? "Counting",
      paused: root.dataset.textPaused ?? "Paused",
      closed: root.dataset.textClosed ?? "Stopped: you are studying in another tab or on another device",
      done: root.dataset.textDone ?? "This section's time is complete",
      hidden: root.dataset.textHidden ?? "Paused: page hidden",
      offline: root.dataset.textOffline ?? "Paused: no connection. Trying again",
    };
    this.spoken = "";
  }

  show(state, why, answer) {
    if (answer) this.#amount(answer);
    const text = why || this.texts[state] || this.texts.paused;
    const paused = state === "hidden" || state === "offline" ? "paused" : state;
    if (this.box) this.box.dataset.state = paused;
    if (this.here) this.here.hidden = state !== "paused";
    if (this.goOn) this.goOn.hidden = state !== "closed";
    // The words may change with each beat ("3 minutes more today"); the voice does not repeat them.
    if (this.status && state !== this.spoken) this.status.textContent = text;
    this.spoken = state;
  }

  #amount({ section_credited: seconds, section_minutes: need }) {
    // An answer without figures leaves those that stand on the page.
    if (!Number.isFinite(seconds) || !Number.isFinite(need) || need <= 0) return;
    const have = Math.floor(seconds / 60);
    if (this.amount) {
      const text = this.amount.dataset.text ?? "{have} of {need} minutes credited";
      this.amount.textContent = text.replace("{have}", String(have)).replace("{need}", String(need));
      if (this.line) this.line.textContent = this.amount.textContent;
    }
    if (this.bar) { this.bar.max = need; this.bar.value = Math.min(have, need); }
  }
}

/** Sends as JSON. Refused for good (4xx) means this view is over; no answer or 5xx is tried again. */
async function post(url, beat, leaving) {
  const answer = await fetch(url, {
    method: "POST", credentials: "same-origin", cache: "no-store", keepalive: leaving,
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(beat),
  });
  const isJSON = (answer.headers.get("Content-Type") ?? "").includes("json");
  const body = isJSON ? await answer.json() : {};
  if (typeof body.state === "string") return body;
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
    return { state: "closed", why: body.detail ?? "" };
  }
  throw new Error(`no answer: ${answer.status}`);
}

/**
 * Asks the server for a session of this view. Reading the page itself changes nothing, so that
 * a browser that fetches it ahead takes no session from the tab that is read.
 */
async function open(data, strip) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await post(data.openUrl, { module: data.module, section: data.section }, false);
      strip.show(answer.state, answer.why, answer);
      return answer;
    } catch {
      strip.show("offline", "", null);
      const pause = RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)];
      await new Promise((done) => { setTimeout(done, pause * 1000); });
    }
  }
}

/** Waits until the page is in front of somebody: a tab opened behind takes no session from the one that is read. */
async function inView(doc) {
  while (doc.hidden) {
    await new Promise((done) => { doc.addEventListener("visibilitychange", done, { once: true }); });
  }
}

/**
 * Asks the screen not to go dark over an exercise: a device that locks itself hides the page,
 * and then nothing counts. Where that is unknown or refused the page goes on without it.
 */
async function stayLit(doc) {
  if (!doc.hidden) await navigator.wakeLock?.request("screen").catch(() => {});
}

async function attach(root) {
  const data = root.dataset;
  const strip = new Strip(root);
  await inView(document);
  const page = await open(data, strip);
  if (page.state === "closed") return;
  let timer = 0;
  const heart = new Heart({
    send: (beat, leaving) => post(data.beatUrl, beat, leaving),
    show: (...told) => strip.show(...told),
    wait: (seconds, f) => {
      clearTimeout(timer);
      if (seconds !== null) timer = setTimeout(f, seconds * 1000);
    },
  }, { session: page.session, view: page.view, section: data.section, nonce: page.nonce, seconds: page.beat_seconds });

  // Whatever a reader does, with hand, key, voice or screen reader, is a sign of reading.
  for (const kind of ["pointerdown", "pointermove", "keydown", "scroll", "wheel", "touchstart", "focusin", "selectionchange"]) {
    document.addEventListener(kind, () => heart.touched(), { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? heart.hide() : heart.unhide()));
  window.addEventListener("online", () => { if (heart.failures > 0) heart.beat(); });
  window.addEventListener("pagehide", () => {
    if (heart.stopped) return;
    navigator.sendBeacon(data.leaveUrl, new Blob([JSON.stringify(heart.message())], { type: "application/json" }));
  });
  // A page brought back from the browser's memory holds a spent nonce: fetch it anew.
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  strip.here?.addEventListener("click", () => heart.here());
  heart.start(document.hidden);
  if (data.away === undefined) return;
  document.addEventListener("visibilitychange", () => stayLit(document));
  await stayLit(document);
}

const root = globalThis.document?.querySelector("[data-study]");
if (root) attach(root);
