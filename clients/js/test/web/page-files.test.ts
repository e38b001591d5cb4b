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
