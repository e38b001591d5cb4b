/**
 * The page that `rtts serve` shows: speak, listen, break in, and see how long each step takes.
 *
 * This file is what happens; `page-server.ts` asks the server, `page-speaker.ts` speaks,
 * `page-turn.ts` takes notes, and the others show them.
 */

import { type ContextCancelled, ServerError } from "../src/index.ts";
import { onWord } from "../src/web/index.ts";
import { chosenCodecs, chosenOptions, chosenPace, offer, onCodec } from "./page-choices.ts";
import { element, write } from "./page-elements.ts";
import { LeadGraph, showFigures } from "./page-figures.ts";
import { type Capabilities, Refused, Server, streamAddress } from "./page-server.ts";
import { Speaker } from "./page-speaker.ts";
import { Timeline } from "./page-timeline.ts";
import { paced, tokensOf } from "./page-tokens.ts";
import { type Place, setDown, showText } from "./page-transcript.ts";
import type { Turn } from "./page-turn.ts";

const text = element("text", HTMLTextAreaElement);
const stream = element("stream", HTMLInputElement);
const address = element("address", HTMLInputElement);
const door = element("door", HTMLFormElement);
const key = element("key", HTMLInputElement);
const speak = element("speak", HTMLButtonElement);
const barge = element("barge", HTMLButtonElement);
const stop = element("stop", HTMLButtonElement);
const status = element("status", HTMLParagraphElement);
const trouble = element("trouble", HTMLParagraphElement);

const server = new Server();
const timeline = new Timeline();
const graph = new LeadGraph();
/** Until a server that could not be asked is asked again. */
const PAUSE_MS = 2000;
let capabilities: Capabilities | undefined;
/** Whether the server is to be asked before it speaks: who comes back may be another one. */
let stale = true;
let entering: Promise<void> | undefined;
let again: ReturnType<typeof setTimeout> | undefined;
/** The address that the server said itself; another one is the user's. */
let said = "";
let opening: Promise<Speaker> | undefined;
/** The turn that is heard; the last one of several. */
let turn: Turn | undefined;

/** Ask what the server can do, and be ready to speak; with what was asked before, if it is. */
function enter(): Promise<void> {
  clearTimeout(again);
  const own = entering ?? ask();
  entering = own;
  return own.finally(() => {
    if (entering === own) entering = undefined;
  });
}

async function ask(): Promise<void> {
  try {
    const [can, voices] = await Promise.all([server.capabilities(), server.voices()]);
    capabilities = can;
    stale = false;
    offer(can, voices);
    write(element("server", HTMLParagraphElement), `${can.server}, engine ${can.engine.name}`);
    const stream = streamAddress(can, new URL(location.href));
    if (address.value === said) address.value = stream;
    said = stream;
    door.hidden = true;
    write(trouble, "");
    enable();
    await reopen();
    const { activeElement } = document;
    if (activeElement === document.body || door.contains(activeElement)) text.focus();
  } catch (error) {
    fail(error);
    enable();
    // a server that was down as the page came will be there some time
    if (door.hidden) again = setTimeout(() => void enter(), PAUSE_MS);
  }
}

/** Ask for a key. What the server says against the last one is told. */
function knock(refused: Refused): void {
  write(status, "The server wants an API key.");
  write(trouble, door.hidden ? "" : refused.message);
  door.hidden = false;
  key.focus();
}

/** The speaker, as things stand chosen; a line that could not be had is tried again. */
function speaker(): Promise<Speaker> {
  if (opening) return opening;
  const own = open();
  opening = own;
  own.catch(() => {
    if (opening === own) opening = undefined; // another one may have taken its place by now
  });
  return own;
}

async function open(): Promise<Speaker> {
  if (!capabilities) throw new Error("The server has not said yet what it can do.");
  const codecs = chosenCodecs(capabilities);
  const opened = await Speaker.open({ address: address.value, token: server.token, codecs });
  const { player } = opened;
  const tell = () => {
    if (player.state === "closed") return; // what took its place has the word
    if (turn === undefined || player.state === "blocked") write(status, READINESS[player.state]);
  };
  player.on("state", tell);
  opened.watch((type) => {
    if (type === "interrupted") write(status, "The line was lost; another one is being opened.");
    if (type === "resumed") write(status, "The line is back.");
    if (type === "closing") write(status, "The server goes down.");
    if (type === "closed" && player.state !== "closed") {
      write(status, LOST);
      stale = true;
    }
  });
  tell();
  return opened;
}

const LOST = "The session has ended. What is spoken next opens another one.";
const READINESS = {
  starting: "Ready.",
  blocked: "Ready. The browser lets sound out at the first click or key.",
  running: "Ready.",
} as const;

/** Take another speaker, for another codec or address. */
async function reopen(): Promise<void> {
  const old = opening;
  opening = undefined;
  write(trouble, "");
  old?.then((opened) => opened.close()).catch(() => {}); // it was of no use either way
  const own = speaker();
  await own.catch((error: unknown) => {
    if (opening === undefined || opening === own) fail(error); // or nobody wants it any more
  });
}

/** Speak what the box says; what is being spoken is silent first. */
async function say(): Promise<void> {
  if (text.value.trim() === "") return;
  if (stale) await enter();
  if (stale) return;
  write(trouble, "");
  try {
    const { player, ...mouth } = await ready();
    if (turn) mouth.stop();
    const pieces = stream.checked ? paced(tokensOf(text.value), chosenPace) : [text.value];
    const begun = mouth.speak(pieces);
    begin(begun);
    const undo = [
      onWord(begun.context, player, (word) => light(begun, word)),
      watch(() => show(begun, player)),
    ];
    try {
      const { playedMs, cancelled } = await player.play(begun.context);
      finish(begun, playedMs, cancelled);
    } finally {
      show(begun, player);
      for (const each of undo) each();
      begun.close();
      if (turn === begun) leave();
    }
  } catch (error) {
    fail(error);
    if (!(error instanceof ServerError)) stale = true;
  }
}

async function ready() {
  const opened = await speaker();
  return {
    player: opened.player,
    speak: (pieces: Iterable<string> | AsyncIterable<string>) =>
      opened.speak(pieces, chosenOptions()),
    stop: () => void opened.stop().catch(fail),
  };
}

function begin(begun: Turn): void {
  turn = begun;
  lit = NOTHING;
  timeline.clear();
  graph.clear();
  write(status, "Speaking.");
  enable();
}

/** What was heard is set down; of a turn that was cut, the status says it as well. */
function finish(over: Turn, playedMs: number, report: ContextCancelled | undefined): void {
  const said = report ? report.textSpoken + report.textRemaining : over.text;
  setDown(said, playedMs, report);
  if (turn !== over) return;
  const end = report ? report.spokenChars : said.length;
  lit = { start: end, end };
  over.text = said;
  if (!report) write(status, "Heard to the end.");
  else write(status, `Stopped. Heard: ${report.textSpoken.trim() || "nothing"}`);
}

function leave(): void {
  turn = undefined;
  enable();
}

/** Be silent at once. */
async function hush(): Promise<void> {
  if (turn === undefined) return;
  await opening?.then((opened) => opened.stop()).catch(fail);
}

const NOTHING: Place = { start: 0, end: 0 };
let lit = NOTHING;

function light(whose: Turn, place: Place): void {
  if (turn === whose) lit = place;
}

/** Bring everything up to date. Segments are lit where the engine knows no words. */
function show(whose: Turn, player: Speaker["player"]): void {
  if (turn !== whose) return;
  const sounds = whose.soundAt !== undefined;
  whose.heard(sounds ? player.played() : 0);
  const { sounding } = whose;
  if (
    capabilities?.engine.word_times === false &&
    sounding &&
    whose.context.state !== "cancelled"
  ) {
    light(whose, { start: sounding.start, end: sounding.end ?? whose.text.length });
  }
  showText(whose.text, lit);
  showFigures(whose, player);
  timeline.show(whose);
  graph.add(whose.now(), player.stats.aheadMs);
}

/** Call the function with each picture. Returns what undoes this. */
function watch(look: () => void): () => void {
  let request = requestAnimationFrame(function again() {
    request = requestAnimationFrame(again);
    look();
  });
  return () => cancelAnimationFrame(request);
}

/** Say what went wrong. A key may be wanted in the middle too: the one there was holds no more. */
function fail(error: unknown): void {
  if (error instanceof Refused && error.wantsKey) {
    knock(error);
    return;
  }
  write(trouble, error instanceof Error ? error.message : String(error));
  write(status, "");
}

/** Buttons that can do nothing now say so, and keep the focus. */
function enable(): void {
  const speaks = turn !== undefined;
  speak.ariaDisabled = String(speaks);
  barge.ariaDisabled = String(!speaks);
  stop.ariaDisabled = String(!speaks);
}

element("say", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  if (turn === undefined) void say();
});
barge.addEventListener("click", () => {
  if (turn !== undefined) void say();
});
stop.addEventListener("click", () => void hush());
door.addEventListener("submit", (event) => {
  event.preventDefault();
  server.useKey(key.value.trim());
  key.value = "";
  entering = undefined; // that was with another key
  void enter();
});
address.addEventListener("change", () => void reopen());
onCodec(() => void reopen());
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    if (!event.repeat) void say(); // a key that is held down is one wish
  }
  if (event.key === "Escape") void hush();
});

void enter();
