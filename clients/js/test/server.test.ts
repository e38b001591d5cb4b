/** The servers of the tests come to an end, whatever becomes of the tests. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { connect } from "../src/index.ts";
import { Socket } from "./here.ts";
import { startServer } from "./server.ts";

/** Set where this file is run as a program that starts a server and does not come to its end. */
const HOLDS = "RTTS_TEST_HOLDS_A_SERVER";

async function holdServer(): Promise<void> {
  const server = await startServer();
  console.log(server.url);
  process.stdin.resume();
}

if (process.env[HOLDS]) void holdServer();
else declareTests();

function declareTests(): void {
  test("a server ends with the program that started it, also where that is killed", async () => {
    const holder = spawn(process.execPath, [import.meta.filename], {
      env: { ...process.env, [HOLDS]: "yes" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [url] = (await once(createInterface(holder.stdout), "line")) as [string];
    const session = await connect(url, { WebSocket: Socket, resume: false });
    const closed = new Promise<void>((resolve) => void session.on("closed", () => resolve()));
    holder.kill("SIGKILL");
    await closed;
  });

  test("a server that does not start is told, not waited for", async () => {
    const impossible = { args: ["--max-buffer-chars", "1"] };
    await assert.rejects(startServer(impossible), /said no address/);
  });
}
