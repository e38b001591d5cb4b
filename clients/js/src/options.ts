/**
 * The options of a session or a context: flat and camelCase for the caller, nested on the wire.
 *
 * What is not given is left to the server. Values are checked by the server alone, which knows
 * its engine; names are checked here, since a misspelt option should fail where it was written.
 */

import { isRecord, snakeCase, type WireOptions } from "./protocol.ts";

/** How audio is coded. Which ones a server has, its `GET /v1/capabilities` says. */
export type Codec =
  | "opus"
  | "pcm_s16le"
  | "pcm_f32le"
  | "mulaw"
  | "alaw"
  | "webm_opus"
  | "mp4_opus"
  | "ogg_opus"
  | "mp3"
  | "aac";

/** What a session or a context may choose. `docs/protocol.md` of the server says more of each. */
export interface Options {
  /** Name of a voice; the engine's default if none is given. */
  readonly voice?: string;
  /** A code such as `en` or `pt-br`, a name such as `english`, or `auto`. */
  readonly language?: string;
  /** How to speak, in words, for engines that take such. */
  readonly instructions?: string;
  /** 1 is the voice's own pace; 0.25 to 4. */
  readonly speed?: number;
  readonly seed?: number | null;
  readonly temperature?: number | null;
  readonly topP?: number | null;
  readonly codec?: Codec;
  /** Samples per second; the codec's default if none is given. */
  readonly rate?: number;
  /** Milliseconds in a packet: 10, 20, 40 or 60. */
  readonly frameMs?: number;
  /** Bits per second, for codecs that have a choice. */
  readonly bitrate?: number;
  /** Opus forward error correction, for bridges to a lossy network. */
  readonly fec?: boolean;
  /** Opus discontinuous transmission. */
  readonly dtx?: boolean;
  /** Lets several packets share a message. Contexts give them one by one all the same. */
  readonly bundle?: boolean;
  /** Where text is cut into segments. */
  readonly split?: {
    readonly mode?: "sentence" | "clause" | "none";
    readonly minChars?: number;
    readonly maxChars?: number;
    readonly maxDelayMs?: number;
  };
  /** Whether `timestamps` events come. */
  readonly timestamps?: "none" | "segment" | "word";
  /** Whether numbers, dates and the like are written out before they are spoken. */
  readonly normalize?: "auto" | "off";
  /** How certain words are said. */
  readonly lexicon?: readonly { readonly match: string; readonly say: string }[];
  /** How fast audio is sent: browsers do well with `lead` and 500 to 1000 ms. */
  readonly pacing?: {
    readonly mode?: "burst" | "lead" | "realtime";
    readonly leadMs?: number;
  };
  /** Milliseconds of audio that the server may be ahead of the listener. */
  readonly maxAheadMs?: number;
  /** What a context that is opened while another one speaks does. */
  readonly onNewContext?: "queue" | "interrupt" | "parallel";
}

const PLAIN = new Set([
  "voice",
  "language",
  "instructions",
  "speed",
  "seed",
  "temperature",
  "topP",
  "split",
  "timestamps",
  "normalize",
  "lexicon",
  "pacing",
  "maxAheadMs",
  "onNewContext",
]);
const OF_AUDIO = new Set(["codec", "rate", "frameMs", "bitrate", "fec", "dtx", "bundle"]);

/**
 * The options as the wire has them.
 *
 * @throws TypeError for an option that does not exist.
 */
export function sessionPatch(options: Options): WireOptions {
  const patch: Record<string, unknown> = {};
  const audio: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (PLAIN.has(name)) patch[snakeCase(name)] = wireValue(value);
    else if (OF_AUDIO.has(name)) audio[snakeCase(name)] = value;
    else throw new TypeError(`There is no option ${name}.${hint(name)}`);
  }
  return Object.keys(audio).length > 0 ? { ...patch, audio } : patch;
}

/** The options with the patch laid over them, as the server does it. */
export function laidOver(under: WireOptions, patch: WireOptions): WireOptions {
  const merged: Record<string, unknown> = { ...under };
  for (const [name, value] of Object.entries(patch)) {
    const old = merged[name];
    merged[name] = isRecord(old) && isRecord(value) ? laidOverPart(old, value) : value;
  }
  return merged;
}

function laidOverPart(old: Record<string, unknown>, value: Record<string, unknown>) {
  const kept = { ...old };
  if ("codec" in value) delete kept["rate"]; // a codec without a rate takes its own
  return { ...kept, ...value };
}

function wireValue(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [snakeCase(name), part]));
}

function hint(name: string): string {
  if (name === "framing") return " Contexts share the socket, so their frames are always framed.";
  if (name.includes("_")) return " Options are written in camelCase, such as maxAheadMs.";
  return "";
}
