// Makes `dist/`: one module for each of `src/`, with its types, so that bundlers take what is used.

import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

process.chdir(join(import.meta.dirname, ".."));
rmSync("dist", { recursive: true, force: true });
const tsc = join("node_modules", ".bin", "tsc");
const run = spawnSync(tsc, ["-p", "tsconfig.build.json"], { stdio: "inherit" });
process.exit(run.status ?? 1);
