/** Where the tests listen: a player, a session, and somebody who hears what comes out. */

import { type Context, connect, type Options } from "../../../src/index.ts";
import {
  type CreatePlayerOptions,
  createPlayer,
  type Playable,
  type Player,
  type PlayerPath,
} from "../../../src/web/index.ts";
import { MediaSourcePlayer } from "../../../src/web/mediasource-player.ts";
import { Tap } from "./tap.ts";

/** The server's address, which is in the page's own. */
export const SERVER = new URLSearchParams(location.search).get("server") ?? "";

/** A player with somebody who listens, and a session. */
export class Room {
  readonly player: Player;
  readonly tap: Tap;
  readonly audio: AudioContext;
  readonly #session: Awaited<ReturnType<typeof connect>>;

  static async open(path: PlayerPath, own: Options = {}, rate = 48_000): Promise<Room> {
    const audio = new AudioContext({ sampleRate: rate });
    const tap = await Tap.open(audio);
    const player = await createPlayer(playerOptions(path, audio, tap.node));
    if (player instanceof MediaSourcePlayer) {
      audio.createMediaElementSource(player.element).connect(tap.node);
    }
    const session = await connect(SERVER, { normalize: "off", ...player.options, ...own });
    return new Room(player, tap, audio, session);
  }

  private constructor(
    player: Player,
    tap: Tap,
    audio: AudioContext,
    session: Awaited<ReturnType<typeof connect>>,
  ) {
    this.player = player;
    this.tap = tap;
    this.audio = audio;
    this.#session = session;
  }

  speak(text: string, options: Options = {}): Context {
    return this.#session.speak(text, options);
  }

  hangUp(): Promise<void> {
    return this.#session.close();
  }

  ms(frames: number): number {
    return (frames * 1000) / this.audio.sampleRate;
  }

  /** The tap is a little behind. */
  async settle(ms = 60): Promise<void> {
    await delay(ms);
  }

  async close(): Promise<void> {
    await this.player.close();
    await this.#session.close();
    await this.audio.close();
  }
}

/** A player whose sound goes into the node. */
export function playerOptions(
  path: PlayerPath,
  audioContext: AudioContext,
  destination: AudioNode,
): CreatePlayerOptions {
  const opusDecoder = () => import(`${location.origin}/opus-decoder.js`);
  const workletUrl = "/ring.worklet.js";
  return { paths: [path], audioContext, destination, workletUrl, opusDecoder };
}

/** Wait. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What was heard of a turn. */
export interface Heard {
  readonly characters: string;
  readonly soundMs: number;
  readonly longestGapMs: number;
  readonly playedMs: number;
  /** From the first frame's arrival to the first sound: by the samples, and as the player says. */
  readonly firstSoundMs: number;
  readonly saidFirstSoundMs: number | undefined;
  /** What of both is between the last of the graph and the ear. */
  readonly outputLatencyMs: number;
  readonly underruns: number;
  /** The most that the media element held at once, in seconds. */
  readonly mostHeldS: number;
}

/** Play a text, and listen. `wrap` puts something between the session and the player. */
export async function hear(room: Room, text: string, wrap = (it: Context): Playable => it) {
  const from = room.tap.length;
  const context = room.speak(text);
  let arrivedAt = 0;
  const undo = context.on("audio", ({ kind }) => {
    if (kind === 1) arrivedAt ||= performance.now();
  });
  let mostHeldS = 0;
  const watch = setInterval(() => {
    mostHeldS = Math.max(mostHeldS, heldS(room.player));
  }, 250);
  const { playedMs } = await room.player.play(wrap(context));
  clearInterval(watch);
  undo();
  await room.settle();
  const sound = room.tap.sound(from);
  if (!sound) throw new Error("nothing was heard");
  return {
    characters: room.tap.characters(sound.first, text.length),
    soundMs: room.ms(sound.last - sound.first),
    longestGapMs: room.tap.longestGapMs(sound),
    playedMs,
    firstSoundMs: room.tap.heardAt(sound.first) - arrivedAt,
    saidFirstSoundMs: room.player.stats.firstSoundMs,
    outputLatencyMs: room.audio.outputLatency * 1000,
    underruns: room.player.stats.underruns,
    mostHeldS,
  } satisfies Heard;
}

function heldS(player: Player): number {
  if (!(player instanceof MediaSourcePlayer)) return 0;
  const { buffered } = player.element;
  return buffered.length === 0 ? 0 : buffered.end(buffered.length - 1) - buffered.start(0);
}
