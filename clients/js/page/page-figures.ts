/** How it goes, in figures and as a line. */

import type { Player } from "../src/web/index.ts";
import { element, inMs, write } from "./page-elements.ts";
import type { Turn } from "./page-turn.ts";

const IDS = [
  "first-frame",
  "first-sound",
  "player-share",
  "server-share",
  "lead",
  "target",
  "jitter",
  "underruns",
] as const;
const fields = new Map(IDS.map((id) => [id, element(id, HTMLElement)]));
const line = element("graph", SVGSVGElement).querySelector("polyline");
const path = element("path", HTMLParagraphElement);
const GRAPH_MS = 10_000;
const GRAPH_WIDTH = 100;
const GRAPH_HEIGHT = 24;
/** What the graph shows at least, in milliseconds of lead. */
const LEAST_TOP_MS = 500;

/** Show the turn's figures and the player's. */
export function showFigures(turn: Turn, { stats, path: way, options }: Player): void {
  show("first-frame", inMs(turn.frameAt));
  show("first-sound", inMs(turn.soundAt));
  show("player-share", inMs(turn.soundAt === undefined ? undefined : stats.firstSoundMs));
  show("server-share", inMs(turn.serverMs));
  show("lead", inMs(stats.aheadMs));
  show("target", inMs(stats.targetMs));
  show("jitter", inMs(stats.jitterMs));
  show("underruns", String(stats.underruns));
  const latency = Math.round(stats.outputLatencyMs);
  write(path, `Played by ${way}, as ${options.codec}; the loudspeaker is ${latency} ms behind.`);
}

function show(id: (typeof IDS)[number], text: string): void {
  const field = fields.get(id);
  if (field) write(field, text);
}

/** The lead in the last ten seconds, as a line. */
export class LeadGraph {
  #points: { readonly at: number; readonly leadMs: number }[] = [];

  /** Begin anew. */
  clear(): void {
    this.#points = [];
    line?.setAttribute("points", "");
  }

  /** Add a point and draw. */
  add(at: number, leadMs: number): void {
    this.#points.push({ at, leadMs });
    while ((this.#points[0]?.at ?? at) < at - GRAPH_MS) this.#points.shift();
    const top = Math.max(LEAST_TOP_MS, ...this.#points.map((point) => point.leadMs));
    const first = Math.max(0, at - GRAPH_MS);
    const drawn = this.#points.map((point) => {
      const x = ((point.at - first) / GRAPH_MS) * GRAPH_WIDTH;
      const y = GRAPH_HEIGHT - (point.leadMs / top) * GRAPH_HEIGHT;
      return `${x.toFixed(2)},${y.toFixed(2)}`;
    });
    line?.setAttribute("points", drawn.join(" "));
  }
}
