/** A player and a session for it: what it takes to speak. */

import {
  type Codec,
  type ContextCancelled,
  connect,
  type Options,
  type Session,
  type SessionEvent,
} from "../src/index.ts";
import { createPlayer, type Player, type PlayerPath, resumeOnGesture } from "../src/web/index.ts";
import { Turn } from "./page-turn.ts";

/** The codecs that a browser can play, and by which of the ways. */
export const WAYS: Readonly<Partial<Record<Codec, PlayerPath>>> = {
  opus: "webcodecs",
  webm_opus: "mediasource",
  mp4_opus: "mediasource",
  pcm_s16le: "pcm",
};

/** Where to speak, and how to listen. */
export interface Place {
  /** Address of the WebSocket port. */
  readonly address: string;
  readonly token: (() => Promise<string>) | undefined;
  /** What is played; of several the best that this browser has. */
  readonly codecs: readonly Codec[];
}

/** Speaks, one turn at a time. */
export class Speaker {
  readonly player: Player;
  readonly #session: Session;
  readonly #forget: () => void;

  /**
   * A speaker that is ready to.
   *
   * @throws PlayerError where this browser cannot play that; what `connect` throws.
   */
  static async open({ address, token, codecs }: Place): Promise<Speaker> {
    const paths = codecs.flatMap((codec) => WAYS[codec] ?? []);
    const player = await createPlayer({
      workletUrl: "ring.worklet.js",
      codecs,
      paths: [...new Set(paths)],
    });
    try {
      const session = await connect(address, { ...player.options, token });
      return new Speaker(player, session);
    } catch (error) {
      await player.close();
      throw error;
    }
  }

  private constructor(player: Player, session: Session) {
    this.player = player;
    this.#session = session;
    this.#forget = resumeOnGesture(player);
  }

  /** Begin a turn. It is still to be played. */
  speak(pieces: Iterable<string> | AsyncIterable<string>, options: Options): Turn {
    const speak = (watched: AsyncIterable<string>) =>
      this.#session.speak(watched, { ...options, timestamps: "word" });
    return new Turn(pieces, speak, this.player);
  }

  /** Be silent at once. Returns what was heard of what was playing. */
  stop(): Promise<ContextCancelled | undefined> {
    return this.player.cancel();
  }

  /** Call the listener when the line breaks, comes back, or ends. */
  watch(listener: (type: SessionEvent["type"]) => void): void {
    for (const type of ["interrupted", "resumed", "reconnected", "closing", "closed"] as const) {
      this.#session.on(type, () => listener(type));
    }
  }

  /** End all of it. */
  async close(): Promise<void> {
    this.#forget();
    await this.player.close();
    await this.#session.close();
  }
}
