/**
 * The JavaScript client of rtts: text goes in as it is written, speech comes out as it is made.
 *
 *     const session = await connect("ws://127.0.0.1:8765", { voice: "en-us" });
 *     for await (const audio of session.speak("Hello there.")) play(audio.payload);
 */

export { type ConnectOptions, connect } from "./client.ts";
export type { Context, ContextState } from "./context.ts";
export type { Token } from "./dial.ts";
export {
  BadMessage,
  ConnectionRefused,
  ContextLimit,
  InternalError,
  InvalidValue,
  Overloaded,
  ProtocolError,
  RateLimited,
  type Refusal,
  RttsError,
  ServerError,
  ServerUnreachable,
  SessionClosed,
  SpeechStopped,
  SynthesisFailed,
  SynthesisTimeout,
  TextTooLong,
  Unauthorized,
  UnknownType,
} from "./errors.ts";
export type { AudioEvent, ContextEvent } from "./events.ts";
export { type Frame, FrameFlag, FrameKind } from "./frames.ts";
export type { SocketClass, SocketLike } from "./line.ts";
export type { Codec, Options } from "./options.ts";
export type * from "./server-messages.ts";
export type { ContextOptions, Session } from "./session.ts";
export type {
  Closed,
  Interrupted,
  Reconnected,
  SessionEvent,
  SessionResumed,
} from "./session-events.ts";
export type { TextReader, TextSource } from "./source.ts";
