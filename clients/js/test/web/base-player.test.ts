/** The queue in front of the loudspeaker, with a loudspeaker that is none. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { SessionClosed } from "../../src/errors.ts";
import { Pending } from "../../src/pending.ts";
import type { ContextCancelled } from "../../src/protocol.ts";
import { BasePlayer, type Turn, type TurnEvents } from "../../src/web/base-player.ts";
import { PlayerError } from "../../src/web/errors.ts";
import type { Playable, PlayerState } from "../../src/web/player.ts";

/** A context that notes what it is told. */
class StubContext implements Playable {
  state: Playable["state"] = "open";
  readonly format = undefined;
  cancelledAt: number | undefined;
  /** When the server says what was heard. */
  reported: Promise<void> = Promise.resolve();

  played(): void {}

  async cancel({ playedMs }: { playedMs?: number | undefined } = {}): Promise<ContextCancelled> {
    this.state = "cancelled";
    this.cancelledAt ??= playedMs ?? 0;
    await this.reported;
    return {
      type: "context.cancelled",
      context: "c",
      reason: "client",
      playedMs: this.cancelledAt,
      sentMs: 0,
      textSpoken: "",
      textRemaining: "",
      spokenChars: 0,
      precision: "word",
    };
  }

  on(): () => void {
    return () => {};
  }

  [Symbol.asyncIterator](): AsyncIterator<never> {
    return { next: async () => ({ done: true, value: undefined }) };
  }
}

/** A turn that plays until the test says otherwise. */
class StubTurn implements Turn {
  readonly aheadMs = 0;
  readonly over = new Pending<void>();
  heardMs = 0;
  silenced = false;
  readonly context: Playable;
  readonly events: TurnEvents;

  constructor(context: Playable, events: TurnEvents) {
    this.context = context;
    this.events = events;
  }

  run(): Promise<void> {
    return this.over.promise;
  }

  async silence(): Promise<number> {
    this.silenced = true;
    this.over.resolve();
    return this.heardMs;
  }

  played(): number {
    return this.heardMs;
  }
}

class StubPlayer extends BasePlayer<StubTurn> {
  readonly path = "pcm";
  readonly options = { codec: "pcm_s16le" } as const;
  readonly turns: StubTurn[] = [];
  state: PlayerState = "running";
  releases = 0;

  get stats(): never {
    throw new Error("nobody asks");
  }

  async resume(): Promise<void> {}

  protected begin(context: Playable, events: TurnEvents): StubTurn {
    const turn = new StubTurn(context, events);
    this.turns.push(turn);
    return turn;
  }

  protected async release(): Promise<void> {
    this.releases += 1;
    this.state = "closed";
  }
}

/** Let everything happen that is due. */
function due(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test("contexts are played one after the other", async () => {
  const player = new StubPlayer();
  const [first, second] = [player.play(new StubContext()), player.play(new StubContext())];
  await due();
  const [turn] = player.turns;
  assert.ok(turn && player.turns.length === 1);
  turn.heardMs = 1_234;
  turn.over.resolve();
  assert.deepEqual(await first, { playedMs: 1_234, cancelled: undefined });
  await due();
  assert.equal(player.turns.length, 2);
  assert.equal(player.played(), 0);
  player.turns[1]?.over.resolve();
  await second;
});

test("a barge-in cancels what plays with what was heard, and what waits with nothing", async () => {
  const player = new StubPlayer();
  const [plays, waits] = [new StubContext(), new StubContext()];
  const playing = [player.play(plays), player.play(waits)];
  await due();
  const [turn] = player.turns;
  assert.ok(turn);
  turn.heardMs = 441.7;
  const report = await player.cancel();
  assert.ok(turn.silenced);
  assert.equal(report?.playedMs, 442);
  const playbacks = await Promise.all(playing);
  assert.deepEqual(
    playbacks.map(({ cancelled }) => cancelled?.playedMs),
    [442, 0],
  );
  assert.equal(player.turns.length, 1);
  assert.equal(player.played(), 441.7);
});

test("a second barge-in, before the report of the first, stops what came in between", async () => {
  const player = new StubPlayer();
  const [plays, between, next] = [new StubContext(), new StubContext(), new StubContext()];
  let report = () => {};
  plays.reported = new Promise((resolve) => {
    report = resolve;
  });
  const first = player.play(plays);
  await due();
  const cancelled = player.cancel();
  const second = player.play(between);
  await due();
  const again = player.cancel();
  const third = player.play(next);
  await due();
  assert.equal(between.state, "cancelled");
  report();
  assert.deepEqual(await again, await cancelled);
  assert.deepEqual([(await first).playedMs, (await second).playedMs], [0, 0]);
  await due();
  assert.deepEqual(
    player.turns.map(({ context }) => context),
    [plays, next],
  );
  player.turns[1]?.over.resolve();
  await third;
});

test("who barges in on a session that is lost need not wait for that", async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on("unhandledRejection", note);
  const player = new StubPlayer();
  const context = new StubContext();
  context.reported = Promise.reject(new SessionClosed(1006, "lost"));
  context.reported.catch(() => {});
  player.play(context).catch(() => {});
  await due();
  void player.cancel();
  await due();
  await due();
  process.off("unhandledRejection", note);
  assert.deepEqual(unhandled, []);
});

test("where nothing plays, there is nothing to cancel", async () => {
  assert.equal(await new StubPlayer().cancel(), undefined);
});

test("a context that failed rejects its own play, and the next is played", async () => {
  const player = new StubPlayer();
  const context = new StubContext();
  const [first, second] = [player.play(context), player.play(new StubContext())];
  first.catch(() => {});
  await due();
  context.state = "failed";
  player.turns[0]?.over.reject(new SessionClosed(1006, "lost"));
  await assert.rejects(first, SessionClosed);
  assert.equal(context.cancelledAt, undefined);
  await due();
  player.turns[1]?.over.resolve();
  await second;
});

test("what cannot be played is cancelled, so that the server does not go on", async () => {
  const player = new StubPlayer();
  const context = new StubContext();
  const playing = player.play(context);
  playing.catch(() => {});
  await due();
  const [turn] = player.turns;
  assert.ok(turn);
  turn.heardMs = 80;
  turn.over.reject(new PlayerError("It cannot be played."));
  await assert.rejects(playing, PlayerError);
  assert.equal(context.cancelledAt, 80);
});

test("a player that is closed cancels what it has, and takes no more", async () => {
  const player = new StubPlayer();
  const contexts = [new StubContext(), new StubContext()];
  const playing = contexts.map((context) => player.play(context));
  await due();
  await player.close();
  assert.equal((await Promise.all(playing)).length, 2);
  assert.deepEqual(
    contexts.map(({ state }) => state),
    ["cancelled", "cancelled"],
  );
  await assert.rejects(player.play(new StubContext()), PlayerError);
});

test("a player that is being closed takes no more, and waits for no report with its release", async () => {
  const player = new StubPlayer();
  const context = new StubContext();
  let report = () => {};
  context.reported = new Promise((resolve) => {
    report = resolve;
  });
  const playing = player.play(context);
  await due();
  const closing = player.close();
  await assert.rejects(player.play(new StubContext()), PlayerError);
  await due();
  assert.equal(player.state, "closed");
  assert.ok(player.turns[0]?.silenced);
  report();
  await Promise.all([closing, playing, player.close()]);
  assert.equal(player.releases, 1);
});

test("what happens is told, with the context that it happens to", async () => {
  const player = new StubPlayer();
  const told: string[] = [];
  const context = new StubContext();
  for (const type of ["started", "underrun", "ended"] as const) {
    player.on(type, (event) => told.push(`${type} ${event.context === context}`));
  }
  const playing = player.play(context);
  await due();
  const [turn] = player.turns;
  turn?.events.started(7);
  turn?.events.underrun();
  turn?.over.resolve();
  await playing;
  assert.deepEqual(told, ["started true", "underrun true", "ended true"]);
});
