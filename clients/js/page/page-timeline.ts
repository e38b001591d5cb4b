/** The stages of each segment, as a bar and in figures. */

import { element, inMs, made, write } from "./page-elements.ts";
import type { Segment, Turn } from "./page-turn.ts";

const list = element("segments", HTMLOListElement);
/** What a bar shows at least, in milliseconds. */
const LEAST_MS = 1000;

/** The stages in their order, by what they are called. */
const STAGES = [
  ["Sent", "sent", (segment: Segment) => segment.sentAt],
  ["Begun", "begun", (segment: Segment) => segment.begunAt],
  ["First frame", "frame", (segment: Segment) => segment.frameAt],
  ["First sound", "sound", (segment: Segment) => segment.soundAt],
  ["Done", "done", (segment: Segment) => segment.doneAt],
] as const;
type StageName = (typeof STAGES)[number][1];

/** One row: the elements that change. */
interface Row {
  readonly text: HTMLElement;
  readonly item: HTMLElement;
  readonly bars: ReadonlyMap<StageName, HTMLElement>;
  readonly values: ReadonlyMap<StageName, HTMLElement>;
}

/** The rows of a turn. */
export class Timeline {
  #rows = new Map<Segment, Row>();

  /** Begin anew. */
  clear(): void {
    this.#rows.clear();
    list.replaceChildren();
  }

  /** Bring the rows up to date. */
  show(turn: Turn): void {
    const ends = turn.segments.map((segment) => lastMs(segment));
    const wholeMs = Math.max(LEAST_MS, ...ends);
    for (const segment of turn.segments) {
      const row = this.#rows.get(segment) ?? this.#add(segment);
      write(row.text, turn.text.slice(segment.start, segment.end).trim());
      row.item.classList.toggle("lit", segment === turn.sounding);
      for (const [, name, at] of STAGES) {
        const [bar, value] = [row.bars.get(name), row.values.get(name)];
        if (value) write(value, inMs(at(segment)));
        if (bar) place(bar, at(segment), endOf(name, segment), wholeMs);
      }
    }
  }

  #add(segment: Segment): Row {
    const text = made("p");
    text.dir = "auto";
    const bars = new Map(STAGES.map(([, name]) => [name, made("i", name)]));
    const values = new Map(STAGES.map(([, name]) => [name, made("dd")]));
    const bar = made("div", "bar", ...bars.values());
    bar.ariaHidden = "true";
    const pairs = STAGES.map(([title, name]) =>
      made("div", "", made("dt", "", title), values.get(name) ?? ""),
    );
    const item = made("li", "", text, bar, made("dl", "stages", ...pairs));
    list.append(item);
    const row = { text, item, bars, values };
    this.#rows.set(segment, row);
    return row;
  }
}

/** When the stage gives way to the next one; `done` is a moment. */
function endOf(name: StageName, segment: Segment): number | undefined {
  switch (name) {
    case "sent":
      return segment.begunAt;
    case "begun":
      return segment.frameAt;
    case "frame":
      return segment.soundAt;
    case "sound":
      return segment.soundAt === undefined ? undefined : segment.soundAt + segment.lengthMs;
    case "done":
      return undefined;
  }
}

function lastMs(segment: Segment): number {
  return Math.max(endOf("sound", segment) ?? 0, segment.doneAt ?? 0, segment.begunAt);
}

function place(bar: HTMLElement, from: number | undefined, to: number | undefined, whole: number) {
  bar.hidden = from === undefined;
  if (from === undefined) return;
  bar.style.left = `${(100 * from) / whole}%`;
  if (to !== undefined) bar.style.width = `${(100 * Math.max(0, to - from)) / whole}%`;
}
