/** The player by the browser's media element: for browsers that have nothing better for Opus. */

import { BasePlayer, type TurnEvents } from "./base-player.ts";
import { MediaFeed } from "./media-feed.ts";
import type { MediaKind } from "./media-source.ts";
import { MediaTurn } from "./media-turn.ts";
import type { Playable, Player, PlayerPath, PlayerState, PlayerStats } from "./player.ts";
import { LEAD_MS } from "./worklet-player.ts";

/** Plays by a media element. Made by `createPlayer`. */
export class MediaSourcePlayer extends BasePlayer<MediaTurn> {
  readonly path: PlayerPath = "mediasource";
  readonly options: Player["options"];
  /** What plays. It need not be in the document. */
  readonly element: HTMLAudioElement;
  readonly #feed: MediaFeed;
  #state: PlayerState = "starting";

  constructor(kind: MediaKind, element: HTMLAudioElement = new Audio()) {
    super();
    this.options = { codec: kind.codec, pacing: { mode: "lead", leadMs: LEAD_MS } };
    this.element = element;
    this.#feed = new MediaFeed(element, kind);
    element.addEventListener("playing", this.#runs);
    this.#start();
  }

  get state(): PlayerState {
    return this.#state;
  }

  get stats(): PlayerStats {
    return {
      firstSoundMs: this.firstSoundMs,
      aheadMs: this.turn?.aheadMs ?? 0,
      bufferedMs: this.turn ? this.#feed.bufferedS * 1000 : 0,
      targetMs: 0, // the browser's own
      jitterMs: 0,
      underruns: this.underruns,
      outputLatencyMs: 0, // its position is that of what is heard
    };
  }

  async resume(): Promise<void> {
    if (this.#state === "closed") return;
    // Returns when something plays, which may be in the next turn. What it says before that is
    // said at once.
    const playing = this.element.play();
    const refused = await Promise.race([playing.then(isFine, isRefusal), soon()]);
    playing.catch(() => {}); // a pause, or another source, takes it back
    if (refused) this.#become("blocked");
    else if (this.#state !== "running") this.#become("running");
  }

  protected begin(context: Playable, events: TurnEvents): MediaTurn {
    return new MediaTurn(context, this.#feed, this.#start, events);
  }

  protected async release(): Promise<void> {
    this.#become("closed");
    this.element.removeEventListener("playing", this.#runs);
    this.#feed.close();
  }

  /** Let the element run; it waits for data by itself. */
  readonly #start = (): void => {
    void this.resume();
  };

  readonly #runs = (): void => this.#become("running");

  #become(state: PlayerState): void {
    if (state === this.#state || this.#state === "closed") return;
    this.#state = state;
    this.emitter.emit({ type: "state", state });
  }
}

function isFine(): boolean {
  return false;
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NotAllowedError";
}

/** A refusal comes sooner than this. */
function soon(): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(false), 50));
}
