/** The text of the turn, with the word that is heard lit; and what was heard of earlier turns. */

import type { ContextCancelled } from "../src/index.ts";
import { element, made, write } from "./page-elements.ts";

const before = element("before", HTMLSpanElement);
const now = element("now", HTMLElement);
const after = element("after", HTMLSpanElement);
const turns = element("turns", HTMLOListElement);
const MOST_TURNS = 20;
/** More of a turn's text, in UTF-16 units, would push everything else off the screen. */
const MOST_TEXT = 400;

/** Offsets of a piece of the text, in UTF-16 units. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Show the text; what comes before the place was heard, the place itself is being heard. */
export function showText(text: string, { start, end }: Place): void {
  write(before, text.slice(0, start));
  write(now, text.slice(start, end));
  write(after, text.slice(end));
}

/** Set the turn down among the earlier ones: what was heard of it, and what was not. */
export function setDown(text: string, playedMs: number, report?: ContextCancelled): void {
  const heard = report ? report.textSpoken : text;
  const seconds = `${((report?.playedMs ?? playedMs) / 1000).toFixed(2)} s`;
  const item = made("li", report ? "cut" : "", made("b", "", lastOf(heard) || "Nothing"));
  if (report) item.append(` was heard, in ${seconds}, known to the ${report.precision}.`);
  else item.append(` was heard to its end, in ${seconds}.`);
  if (report?.textRemaining)
    item.append(" Not heard: ", made("s", "", firstOf(report.textRemaining)));
  turns.prepend(item);
  while (turns.children.length > MOST_TURNS) turns.lastElementChild?.remove();
}

/** What matters of what was heard: where it stopped. */
function lastOf(text: string): string {
  return text.length > MOST_TEXT ? `… ${text.slice(-MOST_TEXT).replace(/^\S+\s+/, "")}` : text;
}

/** What matters of what was not: where it would have gone on. */
function firstOf(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT).replace(/\s+\S+$/, "")} …` : text;
}
