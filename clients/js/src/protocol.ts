/**
 * The messages of `rtts.v1`: their types, and how they become wire and back.
 *
 * Minor versions of the protocol only add fields and types. So unknown fields are dropped and
 * messages of an unknown type are skipped; a known type with a field missing is an error.
 */

import type { ClientMessage } from "./client-messages.ts";
import { ProtocolError } from "./errors.ts";
import type {
  AudioFormat,
  Limits,
  ServerMessage,
  Usage,
  WireOptions,
  WordTime,
} from "./server-messages.ts";

export type * from "./client-messages.ts";
export type * from "./server-messages.ts";

/** Reads a value; `at` names it in the error. */
type Reader<T> = (value: unknown, at: string) => T;

/** A reader for each field of a message, by its name here. */
type Shape<M> = { readonly [Name in Exclude<keyof M, "type">]-?: Reader<Field<M, Name>> };

type Field<M, Name extends keyof M> =
  Partial<Pick<M, Name>> extends Pick<M, Name> ? M[Name] | undefined : M[Name];

type MessageOf<Type extends ServerMessage["type"]> = Extract<ServerMessage, { type: Type }>;

const text: Reader<string> = (value, at) => {
  if (typeof value === "string") return value;
  throw broken(at, "a string");
};

const number: Reader<number> = (value, at) => {
  if (typeof value === "number") return value;
  throw broken(at, "a number");
};

const yes: Reader<boolean> = (value, at) => {
  if (typeof value === "boolean") return value;
  throw broken(at, "true or false");
};

const options: Reader<WireOptions> = (value, at) => {
  if (isRecord(value)) return value;
  throw broken(at, "an object");
};

const stamp: Reader<number | string> = (value, at) =>
  typeof value === "number" ? value : text(value, at);

function list<T>(item: Reader<T>): Reader<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw broken(at, "a list");
    return value.map((each: unknown, index) => item(each, `${at}[${index}]`));
  };
}

/** A field that may be null or left out, and then is `otherwise`. */
function or<T, D>(reader: Reader<T>, otherwise: D): Reader<T | D> {
  return (value, at) => (value === null || value === undefined ? otherwise : reader(value, at));
}

/** A field that may be null or left out, and then is left out here. */
function maybe<T>(reader: Reader<T>): Reader<T | undefined> {
  return or(reader, undefined);
}

function record<M>(shape: Shape<M>): Reader<M> {
  return (value, at) => {
    if (!isRecord(value)) throw broken(at, "an object");
    return readFields<M>(shape, value, at);
  };
}

const wordTime: Reader<WordTime> = (value, at) => {
  if (!Array.isArray(value)) throw broken(at, "a list");
  const [word, ...numbers] = value;
  const [startMs, endMs, start, end] = list(number)(numbers, at);
  return [
    text(word, at),
    number(startMs, at),
    number(endMs, at),
    number(start, at),
    number(end, at),
  ];
};

const limits = record<Limits>({
  maxContexts: or(number, 8),
  maxTextChars: or(number, 4000),
  maxBufferChars: or(number, 20_000),
  maxMessageBytes: or(number, 1_048_576),
  idleTimeoutS: or(number, 600),
  maxAheadMs: or(number, 30_000),
});

const format = record<AudioFormat>({
  codec: text,
  rate: number,
  clock: number,
  frameMs: number,
  channels: or(number, 1),
  preskip: or(number, 0),
});

const usage = record<Usage>({ chars: number, audioMs: number });

const context = maybe(text);
const re = maybe(text);

const SHAPES: { readonly [Type in ServerMessage["type"]]: Shape<MessageOf<Type>> } = {
  ready: {
    sessionId: text,
    protocol: text,
    server: text,
    engine: text,
    model: text,
    session: options,
    unknownParams: or(list(text), []),
    limits: (value, at) => limits(value ?? {}, at),
    resumeToken: maybe(text),
  },
  resumed: {
    recovered: or(yes, true),
    received: maybe(number),
    resumeToken: maybe(text),
    reason: maybe(text),
  },
  "session.updated": {
    session: options,
    unknownParams: or(list(text), []),
    re,
    resumeToken: maybe(text),
  },
  "context.started": { context, handle: number, audio: format },
  segment: {
    context,
    segment: number,
    text: maybe(text),
    start: number,
    end: maybe(number),
    audioMs: number,
    language: text,
  },
  timestamps: { context, segment: number, unit: text, items: list(wordTime) },
  "segment.done": {
    context,
    segment: number,
    text,
    start: number,
    end: number,
    audioMs: number,
    ttfaMs: number,
    rtf: number,
  },
  mark: { context, name: text, audioMs: number, re },
  flushed: { context, re, audioMs: number },
  "context.done": {
    context,
    audioMs: number,
    chars: number,
    segments: number,
    ttfaMs: maybe(number),
    usage: maybe(usage),
  },
  "context.cancelled": {
    context,
    re,
    reason: text,
    playedMs: number,
    sentMs: number,
    textSpoken: text,
    textRemaining: text,
    spokenChars: number,
    precision: text,
  },
  warning: { code: text, message: text, context, re },
  error: {
    code: text,
    message: text,
    param: maybe(text),
    context,
    re,
    fatal: or(yes, false),
    retryAfterMs: or(number, 0),
    textRemaining: maybe(text),
  },
  pong: { t: maybe(stamp) },
  closing: { reason: text, deadlineMs: number },
  audio: {
    context,
    segment: number,
    seq: number,
    pts: number,
    samples: number,
    kind: number,
    flags: number,
    data: text,
  },
};

/**
 * The message, or undefined if its type is one that this version does not know.
 *
 * @throws ProtocolError for what is no message of `rtts.v1` at all.
 */
export function decodeServerMessage(wire: string): ServerMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(wire);
  } catch {
    throw new ProtocolError("The server sent a message that is not JSON.");
  }
  if (!isRecord(value)) throw broken("The message", "an object");
  const type = text(value["type"], "type");
  if (!Object.hasOwn(SHAPES, type)) return undefined;
  const shape = SHAPES[type as ServerMessage["type"]] as Shape<ServerMessage>;
  return { ...readFields(shape, value, type), type } as ServerMessage;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The message as it crosses the wire.
 *
 * @throws TypeError for a string that holds half a surrogate pair, which is no character.
 */
export function encodeClientMessage(message: ClientMessage): string {
  const wire: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(message)) wire[snakeCase(name)] = value;
  return JSON.stringify(wire, (name, value: unknown) => {
    if (typeof value === "string" && LONE_SURROGATE.test(value)) {
      throw new TypeError(`The field ${name} holds half a surrogate pair, which is no character.`);
    }
    return value;
  });
}

/** `maxAheadMs` to `max_ahead_ms`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Whether the value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readFields<M>(shape: Shape<M>, value: Record<string, unknown>, at: string): M {
  const fields: Record<string, unknown> = {};
  for (const [name, reader] of Object.entries<Reader<unknown>>(shape)) {
    const wireName = snakeCase(name);
    const read = reader(value[wireName], `${at}.${wireName}`);
    if (read !== undefined) fields[name] = read;
  }
  return fields as M;
}

function broken(at: string, what: string): ProtocolError {
  return new ProtocolError(`The server sent a message that cannot be read: ${at} is not ${what}.`);
}
