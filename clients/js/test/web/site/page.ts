/** The page's side of the tests: everything here runs in the browser. */

import { type ContextCancelled, connect, type Options } from "../../../src/index.ts";
import {
  type CreatePlayerOptions,
  createPlayer,
  onWord,
  type PlayerPath,
  resumeOnGesture,
} from "../../../src/web/index.ts";
import { MediaSourcePlayer } from "../../../src/web/mediasource-player.ts";
import { JitteryLine, SilentLine, SpoiltLine } from "./lines.ts";
import { delay, type Heard, hear, playerOptions, Room, SERVER } from "./room.ts";
import { Tap } from "./tap.ts";

/** What a barge-in did. */
export interface BargeIn {
  readonly report: ContextCancelled | undefined;
  /** From the call of `cancel` to the last loud sample; from the first sound to the last. */
  readonly silentAfterMs: number;
  readonly soundMs: number;
  readonly playedMs: number;
  readonly underruns: number;
  readonly next: Heard;
}

/** What the tests call. */
export const lab = {
  /** Speak texts one after the other. */
  async turns(path: PlayerPath, texts: readonly string[], options: Options = {}, rate?: number) {
    const room = await Room.open(path, options, rate);
    try {
      const heard: Heard[] = [];
      for (const text of texts) heard.push(await hear(room, text));
      return heard;
    } finally {
      await room.close();
    }
  },

  /** Speak, break in, and speak again. */
  async bargeIn(path: PlayerPath, text: string, afterMs: number, next: string): Promise<BargeIn> {
    const room = await Room.open(path, { timestamps: "word" });
    try {
      const context = room.speak(text);
      const playing = room.player.play(context);
      while (room.player.played() < afterMs) await delay(5);
      const cancelledAt = room.audio.currentTime;
      const report = await room.player.cancel();
      const playedMs = room.player.played();
      await playing;
      await room.settle(200);
      const sound = room.tap.sound();
      if (!sound) throw new Error("nothing was heard");
      return {
        report,
        silentAfterMs: (room.tap.timeOf(sound.last) - cancelledAt) * 1000,
        soundMs: room.ms(sound.last - sound.first),
        playedMs,
        underruns: room.player.stats.underruns,
        next: await hear(room, next),
      };
    } finally {
      await room.close();
    }
  },

  /** Which words were lit, and how far the sound had come when they were. */
  async words(path: PlayerPath, text: string) {
    const room = await Room.open(path, { timestamps: "word" });
    try {
      const context = room.speak(text);
      const lit: { start: number; end: number; startMs: number; at: number }[] = [];
      // By the audio's clock: what the tap has sent may be on its way while the page is busy.
      const undo = onWord(context, room.player, ({ start, end, startMs }) => {
        lit.push({ start, end, startMs, at: room.audio.currentTime });
      });
      await room.player.play(context);
      undo();
      await room.settle();
      const began = room.tap.timeOf(room.tap.sound()?.first ?? Number.POSITIVE_INFINITY);
      return lit.map(({ at, ...word }) => ({ ...word, soundMs: (at - began) * 1000 }));
    } finally {
      await room.close();
    }
  },

  /** Speak through a line on which packets come at real-time pace, each late by chance. */
  async jittery(path: PlayerPath, text: string, turns: number, mostMs: number) {
    const room = await Room.open(path, { pacing: { mode: "burst" } });
    try {
      const heard: (Heard & { targetMs: number })[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        const one = await hear(room, text, (context) => new JitteryLine(context, mostMs, turn));
        heard.push({ ...one, targetMs: room.player.stats.targetMs });
      }
      return heard;
    } finally {
      await room.close();
    }
  },

  /** Close the AudioContext under a player. Returns what became of the context and the player. */
  async closedAudio(text: string) {
    const audioContext = new AudioContext();
    const player = await createPlayer({
      paths: ["pcm"],
      audioContext,
      workletUrl: "/ring.worklet.js",
    });
    const session = await connect(SERVER, player.options);
    const context = session.speak(text);
    const playing = player.play(context);
    while (player.played() < 100) await delay(5);
    await audioContext.close();
    const { cancelled } = await playing;
    const { state } = player;
    await session.close();
    return { state, reason: cancelled?.reason };
  },

  /** Close a player in mid-speech. Returns whether its element has a source left. */
  async closedMedia(text: string): Promise<string | null> {
    const element = new Audio();
    const player = await createPlayer({ paths: ["mediasource"], element });
    const session = await connect(SERVER, player.options);
    const playing = player.play(session.speak(text));
    while (player.played() < 100) await delay(5);
    await player.close();
    await playing;
    await delay(50);
    await session.close();
    return element.getAttribute("src");
  },

  /** Load the worklet by a blob; returns what is wrong with that. */
  async blob(): Promise<string> {
    try {
      const player = await createPlayer({ paths: ["pcm"] });
      await player.close();
      return "";
    } catch (error) {
      return String(error);
    }
  },

  /** Speak, and let another context take the turn. Returns all that was heard. */
  async preempted(path: PlayerPath, text: string, afterMs: number, next: string) {
    const room = await Room.open(path, { onNewContext: "interrupt" });
    try {
      const first = room.player.play(room.speak(text));
      while (room.player.played() < afterMs) await delay(5);
      const from = room.tap.length;
      const second = room.player.play(room.speak(next));
      const { cancelled } = await first;
      const secondMs = (await second).playedMs;
      await room.settle();
      const last = room.tap.sound(from)?.last ?? 0;
      const begin = last - Math.round((next.length * 50 * room.audio.sampleRate) / 1_000);
      return { cancelled, secondMs, characters: room.tap.characters(begin, next.length) };
    } finally {
      await room.close();
    }
  },

  /** Speak, with frames that say silence in place of packets. */
  async thinned(path: PlayerPath, text: string): Promise<Heard> {
    const room = await Room.open(path, { dtx: true });
    try {
      return await hear(room, text, (context) => new SilentLine(context));
    } finally {
      await room.close();
    }
  },

  /** Play what cannot be decoded from some packet on; returns how it ended. */
  async spoilt(path: PlayerPath, text: string, fromPacket: number) {
    const room = await Room.open(path);
    try {
      const context = room.speak(text);
      const error = await room.player.play(new SpoiltLine(context, fromPacket)).then(
        () => "",
        (thrown: unknown) => String(thrown),
      );
      await room.settle();
      const sound = room.tap.sound();
      const soundMs = sound ? room.ms(sound.last - sound.first) : 0;
      return { error, soundMs, state: context.state, next: await hear(room, "abcd") };
    } finally {
      await room.close();
    }
  },

  /** Lose the session in the middle; returns how it ended. */
  async lostSession(path: PlayerPath, text: string, afterMs: number) {
    const room = await Room.open(path);
    try {
      const playing = room.player.play(room.speak(text));
      while (room.player.played() < afterMs) await delay(5);
      await room.hangUp();
      const error = await playing.then(
        () => "",
        (thrown: unknown) => String(thrown),
      );
      return { error, playedMs: room.player.played() };
    } finally {
      await room.close();
    }
  },

  /** Which ways this browser has, by its own account. */
  async chosen(options: CreatePlayerOptions) {
    const player = await createPlayer({ workletUrl: "/ring.worklet.js", ...options });
    await player.close();
    return { path: player.path, codec: player.options.codec, state: player.state };
  },

  /** Make the browser one that has less. */
  without(...names: string[]): void {
    for (const name of names) Reflect.deleteProperty(globalThis, name);
  },

  /** Make the browser one that has a managed source alone, which takes MP4 alone. */
  onlyManaged(): void {
    const Source = MediaSource;
    class Managed extends Source {
      static override isTypeSupported(type: string): boolean {
        return type.startsWith("audio/mp4") && Source.isTypeSupported(type);
      }
    }
    Object.assign(globalThis, { ManagedMediaSource: Managed });
    Reflect.deleteProperty(globalThis, "MediaSource");
  },

  /** Let the browser say that its quota is full, so many times. */
  quota(times: number): void {
    const { appendBuffer } = SourceBuffer.prototype;
    let left = times;
    SourceBuffer.prototype.appendBuffer = function (data) {
      left -= 1;
      if (left >= 0) throw new DOMException("full", "QuotaExceededError");
      appendBuffer.call(this, data);
    };
  },

  /** Play by the media element, and take its source away in the middle. */
  async lostSource(text: string, afterMs: number): Promise<Heard> {
    const room = await Room.open("mediasource");
    const { element } = room.player as MediaSourcePlayer;
    try {
      const heard = hear(room, text);
      while (room.player.played() < afterMs) await delay(5);
      element.src = URL.createObjectURL(new MediaSource());
      return await heard;
    } finally {
      await room.close();
    }
  },
};

/**
 * What a page does whose user has done nothing yet: it speaks by itself. Told by the console, since
 * asking the page would count as the user's doing.
 */
async function speakUnasked(path: PlayerPath, text: string): Promise<void> {
  const tell = (what: string) => console.log(`unasked: ${what}`);
  const audio = new AudioContext();
  const tap = await Tap.open(audio);
  const player = await createPlayer(playerOptions(path, audio, tap.node));
  if (player instanceof MediaSourcePlayer) {
    audio.createMediaElementSource(player.element).connect(tap.node);
    document.addEventListener("click", () => void audio.resume());
  }
  player.on("state", ({ state }) => tell(`state ${state}`));
  resumeOnGesture(player);
  const session = await connect(SERVER, { normalize: "off", ...player.options });
  const context = session.speak(text);
  context.on("context.done", () => tell(`arrived, heard ${player.played()} ms`));
  const { playedMs } = await player.play(context);
  await delay(100);
  const sound = tap.sound();
  const characters = sound ? tap.characters(sound.first, text.length) : "";
  tell(`heard ${characters} in ${playedMs} ms`);
}

const unasked = new URLSearchParams(location.search).get("unasked");
if (unasked) void speakUnasked(unasked as PlayerPath, "abcdefgh");

export type Lab = typeof lab;

globalThis.lab = lab;
