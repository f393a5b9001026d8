import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { compile } from "sass";

const here = (path) => new URL(path, import.meta.url);
const committed = readFileSync(here("../../internal/web/static/polyphony.css"), "utf8");
const tokens = readFileSync(here("../styles/_tokens.scss"), "utf8");

test("the committed style sheet is what its sources give", () => {
  const built = compile(here("../styles/polyphony.scss").pathname, { style: "compressed", charset: false }).css;
  assert.equal(committed.trim(), built.trim());
});

test("it is small and loads nothing", () => {
  assert.ok(Buffer.byteLength(committed) < 60_000, `${Buffer.byteLength(committed)} bytes`);
  assert.doesNotMatch(committed, /url\(|@import|@font-face|https?:/);
});

/** The colours of one scheme: the dark ones over the light ones. */
function scheme(name) {
  const [light, dark] = tokens.split("@media screen");
  const read = (text) => Object.fromEntries([...text.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
  return name === "light" ? read(light) : { ...read(light), ...read(dark) };
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["paper", "surface", "sunk"];
const text = [
  ...["ink", "muted", "link", "link-hover", "link-visited", "bad", "teal"].flatMap((c) => grounds.map((g) => [c, g])),
  ...["teal-wash", "amber-wash", "good-wash", "bad-wash", "plum-wash"].map((g) => ["ink", g]),
  ["good", "good-wash"], ["bad", "bad-wash"], ["plum", "plum-wash"], ["amber-ink", "amber-wash"], ["teal", "teal-wash"],
  ["muted", "amber-wash"], ["link", "teal-wash"], ["link", "amber-wash"], ["link", "good-wash"], ["link", "bad-wash"], ["link", "plum-wash"],
  ["on-teal", "teal"], ["on-teal", "teal-deep"], ["on-teal", "bad"], ["on-teal", "bad-deep"], ["on-teal", "good"],
  ["on-bar", "bar"], ["bar-link", "bar"], ["on-focus", "focus"], ["paper", "ink"],
];
const marks = [
  ...["edge", "teal", "good", "bad", "plum", "amber-ink"].flatMap((c) => grounds.map((g) => [c, g])),
  ["edge", "teal-wash"], ["edge", "amber-wash"], ["amber", "bar"], ["amber-ink", "surface"],
];

for (const name of ["light", "dark"]) {
  test(`${name}: text reaches 4.5:1, marks and edges 3:1`, () => {
    const colours = scheme(name);
    for (const [pairs, least] of [[text, 4.5], [marks, 3]]) {
      for (const [a, b] of pairs) {
        assert.ok(colours[a] && colours[b], `no colour ${a} or ${b}`);
        const got = contrast(colours[a], colours[b]);
        assert.ok(got >= least, `${a} on ${b}: ${got.toFixed(2)}, at least ${least} needed`);
      }
    }
  });
}
