/** The page and a server that goes away and comes back: nobody has to load it anew. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "playwright-core";
import { type RunningServer, startServer } from "../server.ts";
import { ALLOW_SOUND, Bench, noBrowser } from "./browser.ts";
import { type Visit, visit } from "./page-visit.ts";

const skip = noBrowser;

/** A page's server, which is to go away, and what starts another one where it was. */
async function withServer(
  work: (bench: Bench, another: () => Promise<RunningServer>) => Promise<void>,
): Promise<void> {
  const bench = await Bench.open(ALLOW_SOUND, ["--http-port", "0"]);
  const others: RunningServer[] = [];
  try {
    await work(bench, async () => {
      const { port } = new URL(bench.server.http ?? "");
      const other = await startServer({ args: ["--http-port", port] });
      others.push(other);
      return other;
    });
  } finally {
    await Promise.all(others.map((other) => other.stop()));
    await bench.close();
  }
}

/** Speak, and look that it is heard from that server. */
async function hear(page: Visit, { url }: RunningServer): Promise<void> {
  await page.page.locator("#text").focus();
  await page.write("one two");
  await page.speak();
  await page.untilLoud();
  await page.until("status", /^Heard to the end/);
  assert.equal(new URL(page.sockets.at(-1) ?? "").host, new URL(url).host);
  assert.equal(await page.text("trouble"), "");
}

/** Forget what it said and asked while the server was away. */
function forget(page: Visit, work: Bench): void {
  page.forgetRefusals();
  page.sockets.splice(0, page.sockets.length, work.server.url);
}

test(
  "a page whose server was down as it came is ready by itself when that is back",
  {
    skip,
  },
  () =>
    withServer(async (work, another) => {
      const prepare = async (page: Visit["page"]) => {
        const kill = (route: Route) => {
          work.server.kill();
          return route.continue();
        };
        await page.route("**/v1/capabilities", kill, { times: 1 });
      };
      await visit(
        work,
        async (page) => {
          await page.until("trouble", /^The server does not answer/);
          const server = await another();
          await page.ready();
          await hear(page, server);
          forget(page, work);
        },
        { prepare },
      );
    }),
);

test("a server that went away and came back elsewhere is found by the next Speak", { skip }, () =>
  withServer(async (work, another) => {
    await visit(work, async (page) => {
      await page.ready();
      await hear(page, work.server);
      work.server.drain();
      await page.until("status", /^The session has ended/);
      await page.speak();
      await page.until("trouble", /^The server does not answer/);
      await hear(page, await another());
      forget(page, work);
    });
  }),
);
