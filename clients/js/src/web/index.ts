/**
 * Playing what is spoken, in a browser.
 *
 *     const player = await createPlayer();
 *     resumeOnGesture(player);
 *     const session = await connect(url, player.options);
 *     await player.play(session.speak("Hello there."));
 */

export { type CreatePlayerOptions, createPlayer } from "./create-player.ts";
export { PlayerError } from "./errors.ts";
export { resumeOnGesture } from "./gesture.ts";
export { JITTER_BOUNDS, type JitterBounds } from "./jitter.ts";
export type { OutputOptions } from "./output.ts";
export type {
  Playable,
  Playback,
  Player,
  PlayerEvent,
  PlayerPath,
  PlayerState,
  PlayerStats,
} from "./player.ts";
export type {
  OpusDecoderLike,
  OpusDecoderLoader,
  OpusDecoderModule,
  OpusSamples,
} from "./wasm.ts";
export { type HeardWord, onWord, type Ticker, type Timed } from "./words.ts";
