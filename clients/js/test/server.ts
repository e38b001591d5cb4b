/** A real server for the tests that want one. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const REPOSITORY = join(process.cwd(), "..", "..");
const PYTHON = process.env["RTTS_PYTHON"] ?? join(REPOSITORY, ".venv", "bin", "python");
/**
 * Ends the server with the test run, also with one that is killed and can end nothing any more:
 * then the pipe that is its standard input comes to its end.
 */
const LAUNCHER = `
import os, runpy, threading

def end_with_the_tests():
    os.read(0, 1)
    os._exit(1)

threading.Thread(target=end_with_the_tests, daemon=True).start()
runpy.run_module("rtts", run_name="__main__", alter_sys=True)
`;
/** Without variables that the server would take for its settings. */
const OWN_ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("RTTS_")),
);

export interface ServerOptions {
  /** Further flags of `rtts serve`. The engine is `tone` unless they name one. */
  readonly args?: readonly string[];
  /** Further variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  /** Where its WebSocket port is. */
  readonly url: string;
  /** Where its HTTP port is; it has one with `--http-port 0` among the flags. */
  readonly http: string | undefined;
  /** Ask it to go down, as a service manager does. */
  drain(): void;
  /** End it as a crash would. */
  kill(): void;
  /** End it, and return when it has ended. */
  stop(): Promise<void>;
}

/** Start a server of its own, on loopback, on ports that are free. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const args = options.args ?? [];
  const ports = ["--port", "0", ...(args.includes("--http-port") ? [] : ["--no-http"])];
  const process_ = spawn(
    PYTHON,
    ["-c", LAUNCHER, "serve", "--engine", "tone", "--log-level", "error", ...ports, ...args],
    {
      cwd: REPOSITORY,
      env: { ...OWN_ENVIRONMENT, ...options.env },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const ended = once(process_, "close");
  ended.catch(() => {}); // thrown below, as there is no address then
  const kill = () => void process_.kill("SIGKILL");
  process.once("exit", kill);
  const addresses = new Map<string, string>();
  for await (const line of createInterface(process_.stdout)) {
    const [name = "", address = ""] = line.split(/\s+/);
    addresses.set(name, address);
    if (name === "Try") break;
  }
  const url = addresses.get("WebSocket");
  if (url === undefined) {
    await ended;
    throw new Error(`${PYTHON} -m rtts serve said no address; RTTS_PYTHON names another Python.`);
  }
  process_.unref(); // a test that fails before it can stop the server still comes to its end
  for (const pipe of [process_.stdin, process_.stdout]) (pipe as Socket).unref();
  return {
    url,
    http: addresses.get("HTTP"),
    drain: () => void process_.kill("SIGTERM"),
    kill,
    async stop() {
      process.removeListener("exit", kill);
      process_.ref();
      process_.kill("SIGTERM");
      await ended;
    },
  };
}
