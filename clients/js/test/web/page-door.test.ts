/** The page of a server that wants a key. */

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ALLOW_SOUND, bench, noBrowser } from "./browser.ts";
import { type Visit, visit } from "./page-visit.ts";

const KEY = "a-long-enough-key-for-tests";
const KEYS = join(mkdtempSync(join(tmpdir(), "rtts-page-")), "keys");
writeFileSync(KEYS, `${KEY}\n`, { mode: 0o600 });
const open = bench(ALLOW_SOUND, ["--http-port", "0", "--api-keys-file", KEYS]);
const skip = noBrowser;

async function comeIn(page: Visit, key: string): Promise<void> {
  await page.until("status", /wants an API key/);
  await page.page.locator("#key").and(page.page.locator(":focus")).waitFor();
  await page.page.keyboard.insertText(key);
  await page.page.keyboard.press("Enter");
}

test("a wrong key is told in the server's words, the right one speaks", { skip }, async () => {
  await visit(await open(), async (page) => {
    await comeIn(page, "not-the-key-that-it-wants");
    const said = await page.until("trouble", /./);
    assert.match(said, /key/);
    await comeIn(page, KEY);
    await page.ready();
    assert.equal(await page.page.locator("#door").isHidden(), true);
    await page.write("one two");
    await page.speak();
    await page.untilLoud();
    await page.until("status", /^Heard to the end/);
    assert.ok(page.requests.some((url) => url.endsWith("/v1/tokens")));
    assert.ok([...page.requests, ...page.sockets].every((url) => !url.includes(KEY)));
    const kept = await page.page.evaluate(() => localStorage.length + sessionStorage.length);
    assert.equal(kept, 0);
    page.forgetRefusals();
  });
});

test("a key that holds no more is asked for again", { skip }, async () => {
  await visit(await open(), async (page) => {
    await comeIn(page, KEY);
    await page.ready();
    await page.page.route("**/v1/tokens", (route) =>
      route.fulfill({ status: 401, json: { error: { message: "The key was taken back." } } }),
    );
    await page.page.locator("#codec").selectOption("pcm_s16le");
    await page.until("status", /wants an API key/);
    await page.page.unroute("**/v1/tokens");
    await comeIn(page, KEY);
    await page.ready();
    page.forgetRefusals();
  });
});

test("a wrong token is told in the server's words, and the next one speaks", { skip }, async () => {
  await visit(await open(), async (page) => {
    await page.page.route("**/v1/tokens", (route) =>
      route.fulfill({ json: { token: `rt1.AAAA.${"A".repeat(43)}`, expires_at: 0 } }),
    );
    await comeIn(page, KEY);
    assert.match(
      await page.until("trouble", /./),
      /^The server refused the connection \(4401\): .*token/,
    );
    await page.page.unroute("**/v1/tokens");
    await page.page.locator("#text").focus();
    await page.write("one two");
    await page.speak();
    await page.until("status", /^Heard to the end/);
    assert.equal(await page.text("trouble"), "");
    page.forgetRefusals();
  });
});
