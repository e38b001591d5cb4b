// Makes what `rtts serve` shows at `/`: rtts/page/ of the Python package, which is committed, so that
// neither a checkout nor a wheel needs Node. `node page/build.mjs` from clients/js.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const HERE = join(import.meta.dirname);
const OUT = join(HERE, "..", "..", "..", "rtts", "page");

/** The page's files by their names. */
export async function buildPage() {
  const files = new Map();
  for (const name of ["index.html", "page.css"]) {
    files.set(name, await readFile(join(HERE, name), "utf8"));
  }
  files.set("page.js", await bundle("page/page.ts"));
  files.set("ring.worklet.js", await bundle("src/web/ring.worklet.ts"));
  return files;
}

/** The file that a server has now. */
export function builtPath(name) {
  return join(OUT, name);
}

async function bundle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: join(HERE, ".."),
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

if (process.argv[1] === import.meta.filename) {
  await mkdir(OUT, { recursive: true });
  for (const [name, text] of await buildPage()) await writeFile(builtPath(name), text);
}
