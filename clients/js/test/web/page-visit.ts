/** A visit to the page that a real server shows at `/`, with ears and with eyes on its policy. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Bench } from "./browser.ts";

/** A tone is louder than this; the tests' engine has them at 0.3. */
const LOUD = 0.03;

/** What a browser says by itself of an answer that is a refusal, or of none. */
const SAID_BY_BROWSER = /Failed to load resource|WebSocket connection to/;

/** What a test may want otherwise. */
export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Before the page is opened. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** What the script that is in the page before the page collects. */
declare global {
  var ears: AnalyserNode | undefined;
  var violations: string[];
  var litWords: string[];
}

/** The page, opened, and what it was seen to do. */
export class Visit {
  readonly page: Page;
  readonly origin: string;
  /** Errors in its console, and what it threw. */
  readonly errors: string[] = [];
  /** Everything that it asked for. */
  readonly requests: string[] = [];
  readonly sockets: string[] = [];

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("websocket", (socket) => this.sockets.push(socket.url()));
  }

  text(id: string): Promise<string> {
    return this.page.locator(`#${id}`).innerText();
  }

  /** Wait until the text of an element is so, and return it. */
  async until(id: string, pattern: RegExp): Promise<string> {
    await this.page.locator(`#${id}`).filter({ hasText: pattern }).waitFor();
    return this.text(id);
  }

  ready(): Promise<string> {
    return this.until("status", /^Ready/);
  }

  /** Write into the box, by the keyboard alone. */
  async write(text: string): Promise<void> {
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }

  speak(): Promise<void> {
    return this.page.keyboard.press("Control+Enter");
  }

  stop(): Promise<void> {
    return this.page.keyboard.press("Escape");
  }

  /** The words that were lit so far, in their order. */
  lit(): Promise<string[]> {
    return this.page.evaluate(() => litWords);
  }

  /** Wait until a word is lit, or was. */
  async untilLit(word: string): Promise<void> {
    await this.page.waitForFunction((word) => litWords.includes(word), word);
  }

  /** Wait until it sounds. */
  async untilLoud(): Promise<void> {
    await this.page.waitForFunction(loudness, LOUD, { polling: 5 });
  }

  /** Press a key, and return how many milliseconds later the last sound left the page. */
  silentAfter(key: string): Promise<number> {
    return this.page.evaluate(
      async ([key, loud]) => {
        const begun = performance.now();
        let last = begun;
        document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        const block = new Float32Array(256);
        while (performance.now() < begun + 400) {
          globalThis.ears?.getFloatTimeDomainData(block);
          if (block.some((sample) => Math.abs(sample) > loud)) last = performance.now();
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
        return last - begun;
      },
      [key, LOUD] as const,
    );
  }

  /** Forget what the browser says by itself of refusals, and of servers that are not there. */
  forgetRefusals(): void {
    const own = this.errors.filter((error) => !SAID_BY_BROWSER.test(error));
    this.errors.splice(0, this.errors.length, ...own);
  }

  /** Whether the page stayed at home and its policy had nothing against it. */
  async assertGood(server: string): Promise<void> {
    assert.deepEqual(await this.page.evaluate(() => violations), []);
    assert.deepEqual(this.errors, []);
    for (const url of this.requests) {
      assert.ok(
        url.startsWith(this.origin) || url.startsWith("data:"),
        `the page asked for ${url}`,
      );
    }
    for (const url of this.sockets) assert.equal(new URL(url).host, new URL(server).host);
  }
}

/** Whether it is loud now. Runs in the page. */
function loudness(loud: number): boolean {
  const block = new Float32Array(256);
  globalThis.ears?.getFloatTimeDomainData(block);
  return block.some((sample) => Math.abs(sample) > loud);
}

/** Puts an ear in front of the loudspeaker, and looks at what is lit. Runs before the page. */
function listen(): void {
  globalThis.violations = [];
  globalThis.litWords = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    violations.push(`${effectiveDirective} ${blockedURI}`);
  });
  const connect = AudioNode.prototype.connect as (this: AudioNode, node: AudioNode) => AudioNode;
  AudioNode.prototype.connect = function (this: AudioNode, target: AudioNode) {
    if (!(target instanceof AudioDestinationNode)) return connect.call(this, target);
    const ears = new AnalyserNode(target.context, { fftSize: 256 });
    globalThis.ears = ears;
    connect.call(ears, target);
    return connect.call(this, ears);
  } as typeof AudioNode.prototype.connect;
  addEventListener("DOMContentLoaded", () => {
    const now = document.getElementById("now");
    if (!now) return;
    new MutationObserver(() => {
      if (now.textContent) litWords.push(now.textContent);
    }).observe(now, { childList: true, characterData: true, subtree: true });
  });
}

/** Open the server's page, do the work, and look that it was a good guest. */
export async function visit<T>(
  work: Bench,
  doing: (visit: Visit) => Promise<T>,
  options: VisitOptions = {},
): Promise<T> {
  const { http, url } = work.server;
  assert.ok(http, "the server has no HTTP port");
  const { width = 1100, height = 900, dark = false } = options;
  const context = await work.browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.addInitScript(listen);
    await options.prepare?.(page);
    const one = new Visit(page, http);
    await page.goto(http);
    const result = await doing(one);
    await one.assertGood(url);
    return result;
  } finally {
    await context.close();
  }
}
