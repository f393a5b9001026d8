import { test } from "node:test";
import assert from "node:assert/strict";
import { Heart, Strip } from "../../internal/web/static/study.js";

/** A page that keeps what it was asked: beats sent, states shown, the one thing waiting. */
function fakePage(answers = []) {
  const page = { sent: [], shown: [], waiting: null };
  page.send = async (beat) => {
    page.sent.push(beat);
    const answer = answers.shift() ?? { nonce: `n${page.sent.length + 1}`, state: "credited", why: "" };
    if (answer instanceof Error) throw answer;
    return answer;
  };
  page.show = (state) => page.shown.push(state);
  page.wait = (seconds, f) => { page.waiting = seconds === null ? null : { seconds, f }; };
  return page;
}

const options = { session: "s", view: "v", section: "x", nonce: "n1", seconds: 20 };

test("a beat carries the nonce of the answer before it, and input only once", async () => {
  const page = fakePage();
  const heart = new Heart(page, options);
  heart.start(false);
  assert.equal(page.waiting.seconds, 20);
  heart.touched();
  await page.waiting.f();
  await page.waiting.f();
  assert.deepEqual(page.sent, [
    { session: "s", view: "v", section: "x", nonce: "n1", visible: true, active: true },
    { session: "s", view: "v", section: "x", nonce: "n2", visible: true, active: false },
  ]);
});

test("a hidden page says so at once, then is quiet, and starts again on return", async () => {
  const page = fakePage();
  const heart = new Heart(page, options);
  heart.start(false);
  await heart.hide();
  assert.equal(page.sent.length, 1);
  assert.equal(page.sent[0].visible, false);
  assert.equal(page.waiting, null);
  assert.equal(page.shown.at(-1), "hidden");
  await heart.unhide();
  assert.equal(page.sent.length, 2);
  assert.equal(page.sent[1].visible, true);
  assert.equal(page.shown.at(-1), "credited");
  assert.equal(page.waiting.seconds, 20);
});

test("hiding that the server never heard of is never claimed as visible", async () => {
  const page = fakePage([new Error("offline")]);
  const heart = new Heart(page, options);
  heart.start(false);
  await heart.hide();
  await heart.unhide();
  assert.deepEqual(page.sent.map((beat) => beat.visible), [false, false]);
  await page.waiting.f();
  assert.equal(page.sent.at(-1).visible, true);
});

test("hiding during a beat in flight is told after it", async () => {
  const page = fakePage();
  const heart = new Heart(page, options);
  heart.start(false);
  const beating = heart.beat();
  await heart.hide();
  await beating;
  assert.deepEqual(page.sent.map((beat) => beat.visible), [true, false]);
  assert.deepEqual(page.sent.map((beat) => beat.nonce), ["n1", "n2"]);
});

test("a page opened in the background does not claim the time before it was seen", async () => {
  const page = fakePage();
  const heart = new Heart(page, options);
  heart.start(true);
  assert.equal(page.waiting, null);
  await heart.unhide();
  assert.equal(page.sent[0].visible, false);
  await page.waiting.f();
  assert.equal(page.sent[1].visible, true);
});

test("without an answer it tries again with the same nonce, ever more slowly, keeping the input", async () => {
  const failures = Array.from({ length: 8 }, () => new Error("offline"));
  const page = fakePage(failures);
  const heart = new Heart(page, options);
  heart.start(false);
  heart.touched();
  const pauses = [];
  for (let i = 0; i < 8; i++) {
    await page.waiting.f();
    pauses.push(page.waiting.seconds);
    assert.equal(page.shown.at(-1), "offline");
  }
  assert.deepEqual(pauses, [3, 6, 12, 24, 48, 60, 60, 60]);
  await page.waiting.f();
  assert.ok(page.sent.every((beat) => beat.nonce === "n1" && beat.active));
  assert.equal(page.waiting.seconds, 20);
});

test("closed stops for good; done with a nonce goes on", async () => {
  const page = fakePage([{ nonce: "n2", state: "done", why: "" }, { state: "closed", why: "elsewhere" }]);
  const heart = new Heart(page, options);
  heart.start(false);
  await page.waiting.f();
  assert.equal(page.waiting.seconds, 20);
  await page.waiting.f();
  assert.equal(page.waiting, null);
  assert.deepEqual(page.shown, ["done", "closed"]);
  await heart.hide();
  await heart.unhide();
  await heart.here();
  assert.equal(page.sent.length, 2);
});

test("an answer that carries no figures leaves those of the page", () => {
  const parts = {};
  const part = (name) => (parts[name] ??= { dataset: {}, textContent: "" });
  const strip = new Strip({ dataset: {}, querySelector: (name) => part(name.slice(12, -1)) });
  strip.show("credited", "", { section_credited: 130, section_minutes: 12 });
  strip.show("closed", "Stopped: elsewhere", { section_credited: 0, section_minutes: 0 });
  assert.equal(parts.seconds.textContent, "2 of 12 minutes credited");
  assert.equal(parts.bar.max, 12);
  strip.show("closed", "Stopped: elsewhere", { section_credited: 180, section_minutes: 12 });
  assert.equal(parts.seconds.textContent, "3 of 12 minutes credited");
});
