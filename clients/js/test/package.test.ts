/** What the package is made of, and how much of it a page has to load. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const MOST_BYTES = 20 * 1024;

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

test("the whole core is no more than 20 KB for a page to load", async () => {
  const code = await bundled('export * from "./src/index.ts"');
  const bytes = gzipSync(code, { level: 9 }).byteLength;
  assert(bytes > 1000 && bytes <= MOST_BYTES, `${bytes} bytes`);
});

test("who takes only part of it loads only that", async () => {
  const code = await bundled('export { FrameKind } from "./src/index.ts"');
  assert(code.length < 400, code);
});

test("the core needs nothing of a page, of Node, or of another package", async () => {
  for (const name of readdirSync("src").filter((each) => each.endsWith(".ts"))) {
    const code = readFileSync(`src/${name}`, "utf8");
    for (const [, from = ""] of code.matchAll(/from "([^"]+)"/g)) {
      assert.match(from, /^\.\/[a-z-]+\.ts$/, name);
    }
    assert.doesNotMatch(code, /\b(window|document|navigator|Buffer|process)\./, name);
  }
});

test("there are no runtime dependencies, and the versions of the others are fixed", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
    dependencies?: object;
    devDependencies: Record<string, string>;
  };
  assert.equal(dependencies, undefined);
  for (const [name, version] of Object.entries(devDependencies)) {
    assert.match(version, /^\d/, name);
  }
});
