/**
 * What the server sends, as one type a message.
 *
 * Names are camelCase here and snake_case on the wire. What the wire has as null or leaves out is
 * left out here. Offsets (`start`, `end`, `spokenChars`) count Unicode code points, as on the
 * wire; `Context` turns them into JavaScript's own. Options inside `session` are kept as they are.
 */

/** The options of a session, as the wire has them (`max_ahead_ms`, `audio.frame_ms`, …). */
export type WireOptions = Readonly<Record<string, unknown>>;

/** What a session may ask for. */
export interface Limits {
  /** Contexts open at once. */
  readonly maxContexts: number;
  /** Code points in one message. */
  readonly maxTextChars: number;
  /** Code points that were accepted and not yet spoken, in one context. */
  readonly maxBufferChars: number;
  readonly maxMessageBytes: number;
  /** Seconds without a message until the session is closed. */
  readonly idleTimeoutS: number;
  /** The greatest `maxAheadMs` that a session may have. */
  readonly maxAheadMs: number;
}

/** The session stands. */
export interface Ready {
  readonly type: "ready";
  readonly sessionId: string;
  readonly protocol: string;
  readonly server: string;
  readonly engine: string;
  readonly model: string;
  /** The options in force. */
  readonly session: WireOptions;
  readonly unknownParams: readonly string[];
  readonly limits: Limits;
  /** Opens the session again after a loss; left out where the server does not offer that. */
  readonly resumeToken?: string;
}

/** The answer to a client that comes back. It is not counted. */
export interface Resumed {
  readonly type: "resumed";
  /** Whether the session goes on. */
  readonly recovered: boolean;
  /** How many of this client's messages the server has. */
  readonly received?: number;
  /** Takes the place of the one that was shown. */
  readonly resumeToken?: string;
  /** Why the session does not go on. */
  readonly reason?: string;
}

/** The options that hold from now on. */
export interface SessionUpdated {
  readonly type: "session.updated";
  readonly session: WireOptions;
  readonly unknownParams: readonly string[];
  readonly re?: string;
  readonly resumeToken?: string;
}

/** What the frames of a context hold. */
export interface AudioFormat {
  /** `opus`, `pcm_s16le`, …: see `Codec`. */
  readonly codec: string;
  /** Samples per second. */
  readonly rate: number;
  /** Ticks per second of `pts`, `samples` and `preskip`. */
  readonly clock: number;
  /** Milliseconds in a packet. */
  readonly frameMs: number;
  readonly channels: number;
  /** Ticks at the start that a decoder gives out before the first real sample. */
  readonly preskip: number;
}

/** A context begins to speak; its frames bear `handle`. */
export interface ContextStarted {
  readonly type: "context.started";
  readonly context?: string;
  readonly handle: number;
  readonly audio: AudioFormat;
}

/** The audio that follows speaks this piece of the text. */
export interface SegmentBegun {
  readonly type: "segment";
  readonly context?: string;
  /** Its number in the context, from 0. */
  readonly segment: number;
  /** Left out, as `end`, while the segment is still being written. */
  readonly text?: string;
  /** Offset into the text that was sent in this context. */
  readonly start: number;
  readonly end?: number;
  /** Where in the context's audio it begins, in milliseconds. */
  readonly audioMs: number;
  readonly language: string;
}

/** `[text, startMs, endMs, start, end]`: when a word is heard, and where in the text it is. */
export type WordTime = readonly [
  text: string,
  startMs: number,
  endMs: number,
  start: number,
  end: number,
];

/** When which words are heard, counted from the context's start. */
export interface Timestamps {
  readonly type: "timestamps";
  readonly context?: string;
  readonly segment: number;
  /** `word` or `segment`. */
  readonly unit: string;
  readonly items: readonly WordTime[];
}

/** The last frame of a segment was sent. */
export interface SegmentDone {
  readonly type: "segment.done";
  readonly context?: string;
  readonly segment: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Length of the segment's audio, in milliseconds. */
  readonly audioMs: number;
  /** Milliseconds from the context's first text to its first frame, as the server saw it. */
  readonly ttfaMs: number;
  /** Seconds that the engine was waited for, per second of audio. */
  readonly rtf: number;
}

/** All audio of the text before the mark was sent. */
export interface MarkReached {
  readonly type: "mark";
  readonly context?: string;
  readonly name: string;
  /** Length of the context's audio so far, in milliseconds. */
  readonly audioMs: number;
  readonly re?: string;
}

/** All audio of the text before the flush was sent. */
export interface Flushed {
  readonly type: "flushed";
  readonly context?: string;
  readonly re?: string;
  /** Length of the context's audio so far, in milliseconds. */
  readonly audioMs: number;
}

/** What a context used. */
export interface Usage {
  readonly chars: number;
  readonly audioMs: number;
}

/** Everything of the context was sent. */
export interface ContextDone {
  readonly type: "context.done";
  readonly context?: string;
  /** Length of its audio, in milliseconds. */
  readonly audioMs: number;
  /** Code points of its text. */
  readonly chars: number;
  readonly segments: number;
  /** Milliseconds from its first text to its first frame; left out if there was none. */
  readonly ttfaMs?: number;
  readonly usage?: Usage;
}

/** The context was stopped; says what the listener heard. */
export interface ContextCancelled {
  readonly type: "context.cancelled";
  readonly context?: string;
  readonly re?: string;
  /** `client`, `preempted`, `slow_consumer`, `shutdown`, `internal` or `lost`. */
  readonly reason: string;
  /** Milliseconds that were heard. */
  readonly playedMs: number;
  /** Milliseconds that were sent. */
  readonly sentMs: number;
  readonly textSpoken: string;
  /** With `textSpoken` before it, exactly the text that was sent in the context. */
  readonly textRemaining: string;
  /** Length of `textSpoken`. */
  readonly spokenChars: number;
  /** How well the place is known: `word`, `segment` or `estimate`. */
  readonly precision: string;
}

/** Something was done otherwise than asked. Nothing is lost. */
export interface WarningMessage {
  readonly type: "warning";
  readonly code: string;
  readonly message: string;
  readonly context?: string;
  readonly re?: string;
}

/** Something could not be done. The socket stays open unless `fatal`. */
export interface ErrorMessage {
  readonly type: "error";
  readonly code: string;
  readonly message: string;
  readonly param?: string;
  readonly context?: string;
  readonly re?: string;
  readonly fatal: boolean;
  /** Milliseconds after which it may go better; 0 where waiting does not help. */
  readonly retryAfterMs: number;
  /** What was accepted and will not be spoken. */
  readonly textRemaining?: string;
}

/** The answer to `ping`. */
export interface Pong {
  readonly type: "pong";
  readonly t?: number | string;
}

/** The server is going down; running contexts may finish until the deadline. */
export interface Closing {
  readonly type: "closing";
  readonly reason: string;
  /** Milliseconds from this message on. */
  readonly deadlineMs: number;
}

/** A frame in JSON, for clients without binary messages. This client never asks for it. */
export interface AudioMessage {
  readonly type: "audio";
  readonly context?: string;
  readonly segment: number;
  readonly seq: number;
  readonly pts: number;
  readonly samples: number;
  readonly kind: number;
  readonly flags: number;
  /** Base64. */
  readonly data: string;
}

/** What the server says about one context. */
export type ContextMessage =
  | ContextStarted
  | SegmentBegun
  | Timestamps
  | SegmentDone
  | MarkReached
  | Flushed
  | ContextDone
  | ContextCancelled
  | WarningMessage
  | ErrorMessage;

export type ServerMessage =
  | ContextMessage
  | Ready
  | Resumed
  | SessionUpdated
  | Pong
  | Closing
  | AudioMessage;
