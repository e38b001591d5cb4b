// Bundles each test by esbuild and runs them: all of them, or those whose paths begin with one of
// the arguments (`npm test -- test/web`).

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const OUT = `build/test-${process.pid}`; // two runs at a time do not meet

process.chdir(join(import.meta.dirname, ".."));
const asked = process.argv.slice(2);
const tests = readdirSync("test", { recursive: true })
  .map((name) => join("test", name))
  .filter((path) => path.endsWith(".test.ts"))
  .filter((path) => asked.length === 0 || asked.some((start) => path.startsWith(start)))
  .sort();
if (tests.length === 0) {
  console.error(`No test begins with ${asked.join(" or ")}.`);
  process.exit(1);
}

await build({
  entryPoints: tests,
  outdir: OUT,
  outbase: "test",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
});
const compiled = tests.map((path) => join(OUT, path.slice("test/".length).replace(/ts$/, "mjs")));
const run = spawnSync(
  process.execPath,
  // Node 20 hides its WebSocket behind a flag; later ones take the flag and do not need it
  [
    "--experimental-websocket",
    "--enable-source-maps",
    "--test",
    "--test-concurrency=2",
    "--test-reporter=spec",
    ...compiled,
  ],
  { stdio: "inherit" },
);
rmSync(OUT, { recursive: true, force: true });
process.exit(run.status ?? 1);
