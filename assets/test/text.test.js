import { test } from "node:test";
import assert from "node:assert/strict";
import { countWords, wordSentence } from "../../internal/web/static/words.js";
import { cuesIn, givenWords, toggleCue } from "../../internal/web/static/transcript.js";
import { fieldsOf } from "../../internal/web/static/drafts.js";

test("a word holds a letter or a digit, in any script", () => {
  for (const [text, n] of [["", 0], ["  \n ", 0], ["one", 1], ["a – b", 2], ["… !", 0], ["Äiti sanoi: «ei».", 3], ["hän 3 kertaa", 3], ["Мы слушали", 2]]) {
    assert.equal(countWords(text), n, JSON.stringify(text));
  }
});

test("the sentence says how many are missing, never less than none", () => {
  const texts = { more: "{n}, {more} more", enough: "{n}, enough" };
  assert.equal(wordSentence(149, 150, texts), "149, 1 more");
  assert.equal(wordSentence(150, 150, texts), "150, enough");
});

test("cue numbers and ranges are read, the rest is passed over", () => {
  for (const [text, cues] of [["12", [12]], ["12, 15-17", [12, 15, 16, 17]], ["3–4;9", [3, 4, 9]], ["x, 7b, 5", [5]], ["9-3", []], ["1-999999", Array.from({ length: 501 }, (_, i) => i + 1)]]) {
    assert.deepEqual([...cuesIn(text)], cues, text);
  }
});

test("a cue is added at the end, and taken out again, also out of a range", () => {
  assert.deepEqual(toggleCue("", 4), { text: "4", added: true });
  assert.deepEqual(toggleCue("12, ", 4), { text: "12, 4", added: true });
  assert.deepEqual(toggleCue("12, 4", 12), { text: "4", added: false });
  assert.deepEqual(toggleCue("15-17", 16), { text: "15, 17", added: false });
});

test("a draft holds the fields by name, repeated names as a list, no files", () => {
  const data = new FormData();
  data.append("text", "words");
  data.append("who", "a");
  data.append("who", "b");
  data.append("who", "c");
  data.append("file", new Blob(["x"]), "x.vtt");
  assert.deepEqual(fieldsOf(data), { text: "words", who: ["a", "b", "c"] });
});

test("the contents list words an answer", () => {
  assert.equal(givenWords("4"), "level 4");
  assert.equal(givenWords("not-observable"), "not observable");
});
