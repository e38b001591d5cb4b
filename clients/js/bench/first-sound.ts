/**
 * How long after its first frame a turn is heard, on each path, in a real browser.
 *
 *     npx esbuild bench/first-sound.ts --bundle --platform=node --packages=external --format=esm \
 *       --outfile=build/bench/first-sound.mjs
 *     node build/bench/first-sound.mjs [turns a path]
 *
 * From the arrival of the first frame in the page to the first loud sample that leaves the
 * browser's audio graph. What the device adds behind that is the same for all, and said apart.
 */

import { Bench, hasOpusDecoder, noBrowser } from "../test/web/browser.ts";

const TURNS = Number(process.argv[2] ?? 30);
const TEXT = "abcdwxyzABCDMNOP";

if (noBrowser) throw new Error(noBrowser);
const bench = await Bench.open();
try {
  console.log("path         p50 ms  p90 ms  max ms  underruns  device ms");
  for (const path of ["webcodecs", "wasm", "pcm", "mediasource"] as const) {
    if (path === "wasm" && !hasOpusDecoder) continue;
    const turns = await bench.page((page) =>
      page.evaluate(([path, texts]) => lab.turns(path, texts), [
        path,
        new Array<string>(TURNS).fill(TEXT),
      ] as const),
    );
    const device = turns[0]?.outputLatencyMs ?? 0;
    const sorted = turns.map(({ firstSoundMs }) => firstSoundMs - device).sort((a, b) => a - b);
    const at = (part: number) => (sorted[Math.ceil(part * sorted.length) - 1] ?? 0).toFixed(1);
    const columns = [at(0.5), at(0.9), at(1)].map((figure) => figure.padStart(7));
    const underruns = String(turns.at(-1)?.underruns).padStart(10);
    console.log(path.padEnd(11), columns.join(" "), underruns, device.toFixed(0).padStart(10));
  }
} finally {
  await bench.close();
}
