/** The page that a server shows at `/`: used by its keys, heard, and watched. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { ALLOW_SOUND, bench, noBrowser } from "./browser.ts";
import { type Visit, visit } from "./page-visit.ts";

const open = bench(ALLOW_SOUND, ["--http-port", "0"]);
const openQuiet = bench([], ["--http-port", "0"]);
const skip = noBrowser;
const WORDS = "one two three four five six seven eight nine ten";
const LONG = `${WORDS} ${WORDS.toUpperCase()}`;

test("what is spoken sounds, and its words are lit in order", { skip }, async () => {
  await visit(await open(), async (page) => {
    await page.ready();
    await page.write(WORDS);
    await page.speak();
    await page.untilLoud();
    await page.until("status", /^Heard to the end/);
    assert.deepEqual(await page.lit(), WORDS.split(" "));
    assert.match(
      await page.text("turns"),
      /^one two .* ten was heard to its end, in \d\.\d\d s\.$/,
    );
  });
});

test("the stages of each segment come in their order", { skip }, async () => {
  await visit(await open(), async (page) => {
    await page.ready();
    await page.write("One is here. Two is there.");
    await page.speak();
    await page.until("status", /^Heard to the end/);
    const rows = await page.page.locator("#segments li").all();
    assert.equal(rows.length, 2);
    for (const row of rows) {
      const told = (await row.locator("dd").allInnerTexts()).map(Number);
      const [sent = -1, begun = -1, frame = -1, sound = -1, done = -1] = told;
      assert.ok(0 <= sent && sent <= begun && begun <= frame, told.join(", "));
      assert.ok(frame <= sound && frame <= done, told.join(", "));
    }
    for (const id of ["first-frame", "first-sound", "player-share", "server-share", "underruns"]) {
      assert.match(await page.text(id), /^\d+$/, id);
    }
  });
});

test("Escape silences at once, and what was heard is shown", { skip }, async () => {
  await visit(await open(), async (page) => {
    await page.ready();
    await page.write(LONG);
    await page.speak();
    await page.untilLit("three");
    const silentAfterMs = await page.silentAfter("Escape");
    assert.ok(silentAfterMs < 100, `silent after ${silentAfterMs} ms`);
    assert.match(await page.until("status", /^Stopped/), /^Stopped\. Heard: one two/);
    const turn = page.page.locator("#turns li");
    const heard = await turn.locator("b").textContent();
    const missed = await turn.locator("s").textContent();
    assert.equal(`${heard}${missed}`, LONG);
    assert.equal(await page.page.locator("#before").textContent(), heard);
    assert.equal(await page.page.locator("#stop").getAttribute("aria-disabled"), "true");
  });
});

test("who speaks while something is spoken barges in", { skip }, async () => {
  await visit(await open(), async (page) => {
    await page.ready();
    await page.write(LONG);
    await page.speak();
    await page.untilLit("three");
    await page.write("but no");
    await page.speak();
    await page.until("status", /^Heard to the end/);
    assert.deepEqual((await page.lit()).slice(-2), ["but", "no"]);
    const turns = await page.page.locator("#turns li").allInnerTexts();
    assert.match(turns[0] ?? "", /^but no was heard to its end/);
    assert.match(turns[1] ?? "", /^one two .*, known to the word\. Not heard: .*TEN$/);
  });
});

test("a pasted stream of a language model is spoken while it is written", { skip }, async () => {
  const told = ["Hel", "lo there. ", "I am ", "written ", "while ", "I am ", "heard."];
  const events = told.map(
    (content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}`,
  );
  await visit(await open(), async (page) => {
    await page.ready();
    await page.write(`${events.join("\n\n")}\n\ndata: [DONE]\n`);
    await page.page.keyboard.press("Tab");
    await page.page.keyboard.press("ArrowRight");
    assert.equal(await page.page.locator("#stream").isChecked(), true);
    await page.page.keyboard.press("Tab");
    await page.page.keyboard.press("Home"); // one token a second, and then four more
    for (let more = 0; more < 4; more += 1) await page.page.keyboard.press("ArrowRight");
    assert.equal(await page.text("pace-value"), "5");
    await page.speak();
    await page.untilLit("Hello");
    const soFar = await page.page.locator("#transcript").textContent();
    assert.ok(told.join("").startsWith(soFar ?? "-"), soFar ?? "");
    assert.ok((soFar ?? "").length < told.join("").length, "it was all there before it was heard");
    await page.until("status", /^Heard to the end/);
    assert.equal((await page.lit()).join(" "), told.join(""));
  });
});

test("a browser that holds sound back lets it out at the key that speaks", { skip }, async () => {
  let said: Promise<unknown> = Promise.resolve();
  const use = async (page: Visit) => {
    await said;
    await page.speak();
    await page.untilLoud();
    await page.stop();
    await page.until("status", /^Stopped/);
  };
  const prepare = async (page: Page) => {
    await page.addInitScript(tellStatus);
    // To ask the page would count as its user's doing
    said = page.waitForEvent("console", (message) => message.text().includes("at the first click"));
  };
  await visit(await openQuiet(), use, { prepare });
});

/** Writes the page's status into its console. Runs in the page. */
function tellStatus(): void {
  addEventListener("DOMContentLoaded", () => {
    const status = document.getElementById("status");
    if (!status) return;
    const tell = () => console.log(status.textContent);
    new MutationObserver(tell).observe(status, { childList: true, characterData: true });
  });
}

test("a key that is held down is one wish", { skip }, async () => {
  await visit(await open(), async (page) => {
    await page.ready();
    await page.write("one two");
    await page.page.keyboard.down("Control");
    for (let times = 0; times < 5; times += 1) await page.page.keyboard.down("Enter");
    await page.page.keyboard.up("Control");
    await page.until("status", /^Heard to the end/);
    assert.equal(await page.page.locator("#turns li").count(), 1);
  });
});

test("another codec is another way to play", { skip }, async () => {
  await visit(await open(), async (page) => {
    await page.ready();
    for (const [codec, path] of [
      ["pcm_s16le", "pcm"],
      ["webm_opus", "mediasource"],
    ] as const) {
      await page.page.locator("#codec").selectOption(codec);
      await page.page.locator("#text").focus();
      await page.write(`one two ${path}`);
      await page.speak();
      await page.until("turns", new RegExp(`one two ${path} was heard to its end`));
      assert.match(await page.text("path"), new RegExp(`^Played by ${path}, as ${codec};`));
    }
    assert.equal(await page.page.locator('#codec option[value="mulaw"]').isDisabled(), true);
  });
});

test("an engine without word times has its segments lit", { skip }, async () => {
  const prepare = async (page: Page) => {
    await page.route("**/v1/capabilities", async (route) => {
      const told = await (await route.fetch()).json();
      told.engine.word_times = false;
      await route.fulfill({ json: told });
    });
    await page.addInitScript(() => {
      const { parse } = JSON;
      JSON.parse = (text, reviver) =>
        parse(text.replaceAll('"unit":"word"', '"unit":"-"'), reviver);
    });
  };
  const say = async (page: Visit) => {
    await page.ready();
    await page.write("One is here. Two is there.");
    await page.speak();
    await page.until("status", /^Heard to the end/);
    return page.lit();
  };
  const lit = await visit(await open(), say, { prepare });
  assert.deepEqual(
    lit.map((text) => text.trim()),
    ["One is here.", "Two is there."],
  );
});

for (const [width, dark] of [
  [390, true],
  [1100, false],
] as const) {
  test(`at ${width} px nothing is cut off`, { skip }, async () => {
    await visit(
      await open(),
      async (page) => {
        await page.ready();
        await page.write(LONG);
        await page.speak();
        await page.untilLit("three");
        const wide = await page.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `the page is ${wide} px wide`);
        await page.stop();
        await page.until("status", /^Stopped/);
      },
      { width, dark },
    );
  });
}

test("a long text, and a long word, leave the page as it is when they are stopped", {
  skip,
}, async () => {
  await visit(
    await open(),
    async (page) => {
      await page.ready();
      await page.write(`${"w".repeat(300)} ${WORDS} `.repeat(30));
      await page.speak();
      await page.untilLoud();
      await page.stop();
      await page.until("status", /^Stopped/);
      const turns = page.page.locator("#turns");
      await turns.locator("li").waitFor();
      assert.match(await turns.innerText(), /Not heard: w.* …$/s);
      assert.ok((await turns.innerText()).length < 1000);
      const wide = await page.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `the page is ${wide} px wide`);
    },
    { width: 320 },
  );
});

test("every control has a name", { skip }, async () => {
  await visit(await open(), async ({ page }) => {
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("input, select, textarea, button")]
        .filter((control) => {
          const { labels } = control as HTMLInputElement;
          return !(labels?.length || control.textContent?.trim());
        })
        .map(({ id }) => id),
    );
    assert.deepEqual(nameless, []);
  });
});
