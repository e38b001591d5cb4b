/** A page that speaks before its user has done anything: nothing is heard, and nothing is lost. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { bench, noBrowser } from "./browser.ts";

const open = bench([]);

for (const path of ["webcodecs", "mediasource"] as const) {
  test(`${path}: refused, then allowed by a click`, { skip: noBrowser }, async () => {
    const work = await open();
    const context = await work.browser.newContext();
    try {
      const page = await context.newPage();
      const told = listen(page);
      await page.goto(work.address({ unasked: path }));
      await told("state blocked");
      const arrived = await told("arrived");
      assert.equal(arrived, "arrived, heard 0 ms");
      await page.mouse.click(20, 20);
      await told("state running");
      assert.match(await told("heard"), /^heard abcdefgh in 4[0-9]0 ms$/);
    } finally {
      await context.close();
    }
  });
}

/** Returns a function that waits until the page has said what begins so. */
function listen(page: Page): (start: string) => Promise<string> {
  const said: string[] = [];
  let wake = () => {};
  page.on("console", (message) => {
    said.push(message.text().replace("unasked: ", ""));
    wake();
  });
  return async (start) => {
    const patience = AbortSignal.timeout(20_000);
    patience.addEventListener("abort", () => wake());
    for (;;) {
      const found = said.find((line) => line.startsWith(start));
      if (found !== undefined) return found;
      assert.ok(!patience.aborted, `the page did not say ${start}, but ${said.join("; ")}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}
