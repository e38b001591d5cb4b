// Makes docs/images/page-*.png: a server that speaks, a browser, and a barge-in. From clients/js:
// RTTS_PYTHON=../../.venv/bin/python node page/screenshots.mjs

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const PYTHON = process.env.RTTS_PYTHON ?? join(ROOT, ".venv", "bin", "python");
const CHROMIUM = process.env.RTTS_CHROMIUM ?? "/usr/bin/chromium";
/** Without variables that the server would take for its settings. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("RTTS_")),
);
const SHOTS = [
  { name: "page-wide", width: 1000, height: 800, dark: false },
  { name: "page-narrow", width: 390, height: 844, dark: true },
];

async function serve() {
  const flags = ["--port", "0", "--http-port", "0", "--log-level", "error"];
  const server = spawn(PYTHON, ["-m", "rtts", "serve", ...flags], { cwd: ROOT, env });
  for await (const line of createInterface(server.stdout)) {
    const [name, address] = line.split(/\s+/);
    if (name === "HTTP") return { server, address };
  }
  throw new Error(`${PYTHON} -m rtts serve said no address.`);
}

async function shoot(browser, address, { name, width, height, dark }) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
  });
  await page.goto(address);
  await page.locator("#status", { hasText: /^Ready/ }).waitFor();
  for (const seconds of [2.5, 4]) {
    await page.keyboard.press("Control+Enter");
    await page.locator("#status", { hasText: /^Speaking/ }).waitFor();
    await page.waitForTimeout(seconds * 1000);
    if (seconds < 3) await page.keyboard.press("Escape");
    if (seconds < 3) await page.locator("#status", { hasText: /^Stopped/ }).waitFor();
  }
  await page.screenshot({ path: join(ROOT, "docs", "images", `${name}.png`), fullPage: true });
  await page.close();
}

const { server, address } = await serve();
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"],
});
try {
  for (const shot of SHOTS) await shoot(browser, address, shot);
} finally {
  await browser.close();
  server.kill();
  await once(server, "close");
}
