/** What the page is made of, without a browser. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { streamAddress } from "../../page/page-server.ts";
import { paced, tokensOf } from "../../page/page-tokens.ts";

test("the built page of the Python package is what its source gives", async () => {
  const path = new URL(`file://${process.cwd()}/page/build.mjs`).href;
  const { buildPage, builtPath } = await import(path);
  for (const [name, text] of await buildPage()) {
    const built = await readFile(builtPath(name), "utf8");
    assert.ok(built === text, `rtts/page/${name} is old: node page/build.mjs makes it anew`);
  }
});

const RECORDED: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "chat completions",
    'data: {"choices":[{"delta":{"role":"assistant"}}]}\n\ndata: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]',
    ["Hi"],
  ],
  [
    "responses",
    'event: x\ndata: {"type":"response.output_text.delta","delta":"Hi "}\ndata: {"delta":"you"}',
    ["Hi ", "you"],
  ],
  ["messages", 'data: {"type":"content_block_delta","delta":{"text":"Hi"}}', ["Hi"]],
  ["lines of JSON", '{"response":"Hi"}\n{"message":{"content":" you"}}', ["Hi", " you"]],
  ["no stream", "Some words", ["Some", " word", "s"]],
  ["broken JSON", "{oh} no", ["{oh}", " no"]],
];
for (const [kind, pasted, tokens] of RECORDED) {
  test(`tokens of a pasted text: ${kind}`, () => {
    assert.deepEqual(tokensOf(pasted), tokens);
  });
}

test("the tokens of a plain text are the text", () => {
  const text = "  Plain text,\n\nwith 🎉🎉🎉🎉🎉 and spaces  \n";
  assert.equal(tokensOf(text).join(""), text);
});

test("the pace is asked for before each token", async () => {
  const asked: string[] = [];
  for await (const token of paced(["a", "b"], () => asked.push("pace") * 1000)) asked.push(token);
  assert.deepEqual(asked, ["a", "pace", "b", "pace"]);
});

test("the stream is on the page's host, at the port that the server says", () => {
  const told = { websocket: { port: 8765, path: "/v1/stream" } } as Parameters<
    typeof streamAddress
  >[0];
  const at = (here: string) => streamAddress(told, new URL(here));
  assert.equal(at("http://127.0.0.1:8766/"), "ws://127.0.0.1:8765/v1/stream");
  assert.equal(at("https://[::1]:8766/"), "wss://[::1]:8765/v1/stream");
  assert.equal(at("https://speech.example/"), "wss://speech.example/v1/stream");
  assert.equal(streamAddress({ ...told, websocket: null }, new URL("http://a/")), "");
});

/** Which colour is read on which, and the least contrast that it needs (WCAG 2.2, 1.4.3, 1.4.11). */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ["ink", "paper", 4.5],
  ["ink", "sheet", 4.5],
  ["faint", "paper", 4.5],
  ["faint", "sheet", 4.5],
  ["alarm", "paper", 4.5],
  ["on-accent", "accent", 4.5],
  ["on-lit", "lit", 4.5],
  ["accent", "sheet", 3],
  ["sent", "sheet", 3],
  ["begun", "sheet", 3],
  ["frame", "sheet", 3],
  ["sound", "sheet", 3],
];

test("the colours can be told apart, in the light and in the dark", async () => {
  const css = await readFile("page/page.css", "utf8");
  const dark = css.indexOf("prefers-color-scheme: dark");
  const light = coloursOf(css.slice(0, dark));
  for (const colours of [light, new Map([...light, ...coloursOf(css.slice(dark))])]) {
    for (const [one, other, least] of PAIRS) {
      const [a = 0, b = 0] = [colours.get(one), colours.get(other)];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      assert.ok(contrast >= least, `${one} on ${other}: ${contrast.toFixed(1)}`);
    }
  }
});

/** The relative luminance of each colour, by its name. */
function coloursOf(css: string): Map<string, number> {
  const found = css.matchAll(/--([\w-]+): #(\w\w)(\w\w)(\w\w);/g);
  return new Map(
    [...found].map(([, name = "", ...parts]) => {
      const [red = 0, green = 0, blue = 0] = parts.map((part) => {
        const share = Number.parseInt(part, 16) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return [name, 0.2126 * red + 0.7152 * green + 0.0722 * blue];
    }),
  );
}
