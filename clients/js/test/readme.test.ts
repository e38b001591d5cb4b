/** Every piece of JavaScript in the README does what it says, with a real server. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import WebSocket from "ws";
import type { Session } from "../src/index.ts";
import { type RunningServer, startServer } from "./server.ts";

const FOLDER = join(fileURLToPath(import.meta.url), "..");
/** The package, of which the snippets and the session they take for given have the same copy. */
const LIBRARY = join(FOLDER, "rtts-client.mjs");
const snippets = readFileSync("README.md", "utf8")
  .split(/^## /m)
  .flatMap((section) => {
    const heading = section.slice(0, section.indexOf("\n"));
    return [...section.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = ""]) => ({
      heading,
      code,
    }));
  });

/** What the snippets take for given. */
const world = {
  WebSocket: globalThis.WebSocket ?? WebSocket,
  session: undefined as Session | undefined,
  played: 0,
  remembered: "",
  play(payload: Uint8Array) {
    world.played += payload.byteLength;
  },
  remember(text: string) {
    world.remembered = text;
  },
  listenerSpeaks: () => world.played > 24_000,
  player: { stop() {}, positionMs: 300 },
  model: "a model",
  input: "a prompt",
  async *tokens() {
    for (const word of "One two three four five six seven. ".repeat(9).split(/(?<= )/)) yield word;
  },
  openai: {
    responses: {
      async create() {
        return [
          { type: "response.created" },
          { type: "response.output_text.delta", delta: "Hello " },
          { type: "response.output_text.delta", delta: "there." },
        ];
      },
    },
  },
  fetch: async () => ({ text: async () => "a.token.here" }),
};

let server: RunningServer;
before(async () => {
  server = await startServer();
  await build({
    entryPoints: ["src/index.ts"],
    outfile: LIBRARY,
    bundle: true,
    format: "esm",
    target: "node20",
  });
  const { connect } = (await import(
    pathToFileURL(LIBRARY).href
  )) as typeof import("../src/index.ts");
  world.session = await connect(server.url, { WebSocket, codec: "pcm_s16le" });
});
after(async () => {
  await world.session?.close();
  await server?.stop();
});

/** Run a snippet as a module of its own. Returns what it logs. */
async function run(code: string, name: string): Promise<string[]> {
  const path = join(FOLDER, `${name}.mjs`);
  const here = code
    .replaceAll("ws://127.0.0.1:8765", server.url)
    .replaceAll('"rtts-client"', '"./rtts-client.mjs"');
  writeFileSync(path, here);
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => void lines.push(line);
  try {
    await import(pathToFileURL(path).href);
  } finally {
    console.log = log;
  }
  return lines;
}

assert(snippets.length >= 7);
for (const [at, { heading, code }] of snippets.entries()) {
  test(`snippet ${at + 1}: ${heading}`, async () => {
    world.played = 0;
    world.remembered = "";
    Object.assign(globalThis, world);
    const lines = await run(code, `snippet${at + 1}`);
    const fails = code.includes("catch");
    if (code.includes("play(")) assert.equal(world.played > 0, !fails);
    if (code.includes("remember(")) {
      assert.match(world.remembered, /^One/);
      assert(world.played < 200_000, "the speech was not cancelled");
    }
    if (code.includes("🍕")) assert.match(lines.join("\n"), /^\d+ to \d+ ms: dinner$/m);
    if (code.includes("console.log")) assert(lines.length > 0);
    if (fails) assert.match(lines.join(), /Not spoken: Hello\./);
  });
}
