/**
 * A real Chromium with a page in it that plays what a real server speaks.
 *
 * The page is served with the strict policy that pages should have: scripts from its own address
 * alone, no blob among them.
 */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { type RunningServer, startServer } from "../server.ts";
import type { Lab } from "./site/page.ts";

const CHROMIUM = process.env["RTTS_CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src ws://127.0.0.1:*",
  "media-src blob:",
];
/** Milliseconds until a page that is not done has failed. */
const PATIENCE_MS = 90_000;
const RED = "\u001b[31m";
const PLAIN = "\u001b[0m";

/** Why tests in a browser cannot run; false if they can. To be given as `skip`. */
export const noBrowser: string | false = existsSync(CHROMIUM)
  ? false
  : `there is no ${CHROMIUM}; apt-get install chromium`;

/** The page's own functions, as the page has them. */
declare global {
  var lab: Lab;
}

/** What a test has: a browser, a page's address, a server that speaks. */
export class Bench {
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly #site: Server;

  private constructor(server: RunningServer, browser: Browser, site: Server) {
    this.server = server;
    this.browser = browser;
    this.#site = site;
  }

  /** Start all of it. `flags` are further ones of the browser. */
  static async open(flags: readonly string[] = ALLOW_SOUND, serverArgs: readonly string[] = []) {
    const site = await openSite();
    const args = [...FLAGS, ...flags];
    const [server, browser] = await Promise.allSettled([
      startServer({ args: serverArgs }),
      chromium.launch({ executablePath: CHROMIUM, headless: true, args }),
    ]);
    if (server.status === "fulfilled" && browser.status === "fulfilled") {
      return new Bench(server.value, browser.value, site);
    }
    // What did start would keep the test run from ending.
    site.close();
    if (server.status === "fulfilled") await server.value.stop();
    if (browser.status === "fulfilled") await browser.value.close();
    throw server.status === "rejected" ? server.reason : (browser as PromiseRejectedResult).reason;
  }

  /** The page's address; the page finds the server in it. */
  address(search: Readonly<Record<string, string>> = {}): string {
    const { port } = this.#site.address() as AddressInfo;
    const query = new URLSearchParams({ server: this.server.url, ...search });
    return `http://127.0.0.1:${port}/?${query}`;
  }

  /** A page of its own, which is closed behind the work. What it throws fails the test. */
  async page<T>(
    work: (page: Page) => Promise<T>,
    search: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const context = await this.browser.newContext();
    try {
      const page = await context.newPage();
      const thrown: Error[] = [];
      page.on("pageerror", (error) => thrown.push(error));
      await page.goto(this.address(search));
      await page.waitForFunction("globalThis.lab !== undefined");
      const result = await Promise.race([work(page), tooLong()]);
      if (thrown[0]) throw thrown[0];
      return result;
    } finally {
      await context.close();
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.#site.close();
    await this.server.stop();
  }
}

/** Lets a page sound without the user's having done anything. */
export const ALLOW_SOUND = ["--autoplay-policy=no-user-gesture-required"];

/** A bench for the tests of a file, opened by the first that needs it, and closed at the end. */
export function bench(...options: Parameters<typeof Bench.open>): () => Promise<Bench> {
  let opening: Promise<Bench> | undefined;
  after(async () => (await opening)?.close());
  if (noBrowser) {
    process.once("exit", () => {
      console.error(`${RED}The tests in a browser did NOT run: ${noBrowser}.${PLAIN}`);
    });
  }
  return () => {
    opening ??= Bench.open(...options);
    return opening;
  };
}

/** Whether the package `opus-decoder` is there, which the path `wasm` wants. */
export const hasOpusDecoder = existsSync("node_modules/opus-decoder");

/** One that lets scripts be made by the page. */
const POLICY_WITH_BLOB = POLICY.map((rule) => rule.replace("script-src", "script-src blob:"));

/** A page that waits for ever is a page that failed. */
function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new Error(`the page is not done after ${PATIENCE_MS} ms`));
    setTimeout(fail, PATIENCE_MS).unref();
  });
}

async function openSite(): Promise<Server> {
  const files = new Map<string, [type: string, body: string | Uint8Array]>([
    ["/", ["text/html", await readFile("test/web/site/index.html")]],
    ["/tap.worklet.js", ["text/javascript", await readFile("test/web/site/tap.worklet.js")]],
    ["/page.js", ["text/javascript", await bundle("test/web/site/page.ts")]],
    ["/ring.worklet.js", ["text/javascript", await bundle("src/web/ring.worklet.ts")]],
  ]);
  if (hasOpusDecoder) {
    const decoder = await bundle("node_modules/opus-decoder/index.js");
    files.set("/opus-decoder.js", ["text/javascript", decoder]);
  }
  const site = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const [type, body] = files.get(pathname) ?? [];
    response.setHeader("Content-Type", type ?? "text/plain");
    const policy = searchParams.has("blob") ? POLICY_WITH_BLOB : POLICY;
    response.setHeader("Content-Security-Policy", policy.join("; "));
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  return site;
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true, // as pages do it: the worklet's text has to stand that
    sourcemap: "inline",
    logLevel: "warning",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`esbuild made nothing of ${entry}`);
  return file.contents;
}
