/** The page and where it speaks: addresses that were wrong, sessions that end. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { type Peer, startPeer, type Talk } from "../peer.ts";
import { ALLOW_SOUND, bench, noBrowser } from "./browser.ts";
import { type Visit, visit } from "./page-visit.ts";

const open = bench(ALLOW_SOUND, ["--http-port", "0"]);
const skip = noBrowser;
const LONG = "one two three four five six seven eight nine ten ".repeat(4);

/** Have the page speak with the server at another address. */
async function moveTo(page: Visit, address: string): Promise<void> {
  if (!(await page.page.locator("#address").isVisible())) {
    await page.page.getByText("Connection", { exact: true }).click();
  }
  await page.page.locator("#address").fill(address);
  await page.page.keyboard.press("Tab");
  await page.page.locator("#text").focus();
}

/** A server that says nothing at first. Resolves `came` when somebody is there, who is let speak. */
async function withPeer(work: (peer: Peer, came: Promise<Talk>) => Promise<void>): Promise<void> {
  let come: (talk: Talk) => void = () => {};
  const came = new Promise<Talk>((resolve) => {
    come = resolve;
  });
  const peer = await startPeer((talk) => come(talk));
  try {
    await work(peer, came);
  } finally {
    peer.stop();
  }
}

test("an address that is put right is used at once, and stays so when the wrong one answers", {
  skip,
}, async () => {
  await visit(await open(), async (page) => {
    await page.ready();
    const right = await page.page.locator("#address").inputValue();
    await withPeer(async (peer, came) => {
      await moveTo(page, peer.url);
      const talk = await came;
      await moveTo(page, right);
      await page.write(LONG);
      await page.speak();
      await page.untilLoud();
      talk.say("error", { code: "unauthorized", message: "Not you.", fatal: true });
      talk.socket.close(4401);
      await once(talk.socket, "close");
      await page.stop();
      await page.until("status", /^Stopped/);
      assert.equal(await page.text("trouble"), "");
      page.sockets.splice(0, page.sockets.length, right);
    });
  });
});

test("a session that its server has ended is told, and the next text opens another", {
  skip,
}, async () => {
  await visit(await open(), async (page) => {
    await page.ready();
    const right = await page.page.locator("#address").inputValue();
    await withPeer(async (peer, came) => {
      await moveTo(page, peer.url);
      const talk = await came;
      talk.ready();
      const { id } = await talk.hear("session.update");
      talk.say("session.updated", { re: id, session: {} });
      talk.socket.close(1001);
      await page.until("status", /^The session has ended/);
      page.sockets.splice(0, page.sockets.length, right);
    });
  });
});
