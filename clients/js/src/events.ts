/** What a context gives its reader, in the order in which the server sent it. */

import type { Frame } from "./frames.ts";
import type { AudioFormat, ContextMessage, WordTime } from "./protocol.ts";
import type { SentText } from "./text.ts";

/** A packet of a context's audio, and where in it that is. */
export interface AudioEvent extends Frame {
  readonly type: "audio";
  /** Where in the context it begins, in milliseconds. */
  readonly startMs: number;
  readonly durationMs: number;
}

/**
 * All that happens in a context. Offsets count UTF-16 units of `Context.text`, as JavaScript does:
 * `context.text.slice(start, end)` is the word.
 */
export type ContextEvent = AudioEvent | ContextMessage;

/** The frame as a packet of a context of that format. */
export function audioEvent(frame: Frame, format: AudioFormat): AudioEvent {
  return {
    ...frame,
    type: "audio",
    startMs: (frame.pts * 1000) / format.clock,
    durationMs: (frame.samples * 1000) / format.clock,
  };
}

/** The message with its offsets in UTF-16 units. */
export function inUtf16(message: ContextMessage, text: SentText): ContextMessage {
  switch (message.type) {
    case "segment":
      return {
        ...message,
        start: text.toUtf16(message.start),
        ...(message.end === undefined ? {} : { end: text.toUtf16(message.end) }),
      };
    case "segment.done":
      return { ...message, start: text.toUtf16(message.start), end: text.toUtf16(message.end) };
    case "timestamps":
      return {
        ...message,
        items: message.items.map(([word, startMs, endMs, start, end]): WordTime => {
          return [word, startMs, endMs, text.toUtf16(start), text.toUtf16(end)];
        }),
      };
    case "context.cancelled":
      return { ...message, spokenChars: message.textSpoken.length };
    default:
      return message;
  }
}
