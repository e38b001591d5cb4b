/** The browser's MediaSource, or what it has in its place. */

import type { Codec } from "../options.ts";
import { PlayerError } from "./errors.ts";

/** A container, and what the browser calls it. */
export interface MediaKind {
  readonly codec: Codec;
  readonly type: string;
}

/** Containers of Opus, in the order in which they are asked for. */
const KINDS: readonly MediaKind[] = [
  { codec: "webm_opus", type: 'audio/webm; codecs="opus"' },
  { codec: "mp4_opus", type: 'audio/mp4; codecs="opus"' },
];
/** The browser opens a source sooner than this, unless its element was taken away. */
const PATIENCE_MS = 10_000;

interface Sources {
  /** All that iPhones have (Safari 17.1). */
  readonly ManagedMediaSource?: typeof MediaSource;
  readonly MediaSource?: typeof MediaSource;
}

/** The container that the browser plays piece by piece, among these codecs, if there is one. */
export function mediaKind(codecs?: readonly Codec[]): MediaKind | undefined {
  const Source = sourceClass();
  return KINDS.filter(({ codec }) => codecs?.includes(codec) ?? true).find(({ type }) =>
    Source?.isTypeSupported(type),
  );
}

/** A source for the element. */
export function newMediaSource(element: HTMLAudioElement): MediaSource {
  const Source = sourceClass();
  if (!Source) throw new PlayerError("This browser has no MediaSource.");
  // Safari opens a managed source only where the sound stays on this device.
  element.disableRemotePlayback = true;
  return new Source();
}

/** Wait for an event; in vain if the signal says that it cannot come. */
export function once(target: EventTarget, type: string, lost: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      target.removeEventListener(type, come);
      lost.removeEventListener("abort", fail);
      settle();
    };
    const come = () => end(resolve);
    const fail = () =>
      end(() => reject(new PlayerError(`The browser's media source said no ${type}.`)));
    const timer = setTimeout(fail, PATIENCE_MS);
    target.addEventListener(type, come);
    lost.addEventListener("abort", fail);
    if (lost.aborted) fail();
  });
}

function sourceClass(): typeof MediaSource | undefined {
  const { ManagedMediaSource, MediaSource } = globalThis as unknown as Sources;
  return MediaSource ?? ManagedMediaSource;
}
