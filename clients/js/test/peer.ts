/**
 * A server whose every word the test chooses, on a real socket.
 *
 * The real server cannot be brought to lose a connection at a certain message, or to speak a
 * later version of the protocol. What it can be brought to is tested with it.
 */

import assert from "node:assert/strict";
import { EventEmitter, on, once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { packFrame } from "../src/frames.ts";

type Wire = Record<string, unknown>;

/** What the peer does with one connection. */
export type Script = (talk: Talk) => Promise<void> | void;

/** 20 ms of samples at 8 kHz. */
export const FRAME = new Uint8Array(320).fill(1);

const PCM = { codec: "pcm_s16le", rate: 8000, clock: 8000, frame_ms: 20 };

/** One client's connection, from the peer's side. */
export class Talk {
  readonly socket: WebSocket;
  /** The path that the client asked for. */
  readonly path: string;
  readonly #messages: AsyncIterator<unknown[]>;
  readonly #tcp: Socket;
  #frames = 0;

  constructor(socket: WebSocket, request: IncomingMessage) {
    this.socket = socket;
    this.path = request.url ?? "";
    this.#tcp = request.socket;
    const heard = new EventEmitter();
    socket.on("message", (data) => heard.emit("message", String(data)));
    socket.on("close", () => heard.emit("close"));
    this.#messages = on(heard, "message", { close: ["close"] });
  }

  /** The client's next message, which has to be of the type. */
  async hear(type: string): Promise<Wire> {
    const message = await this.#next();
    assert.equal(message["type"], type, JSON.stringify(message));
    return message;
  }

  /** The client's messages up to the next one of the type, that one included. */
  async hearUntil(type: string): Promise<Wire[]> {
    const messages = [await this.#next()];
    while (messages.at(-1)?.["type"] !== type) messages.push(await this.#next());
    return messages;
  }

  say(type: string, fields: Wire = {}): void {
    this.socket.send(JSON.stringify({ type, ...fields }));
  }

  ready(fields: Wire = {}): void {
    const names = { session_id: "s1", protocol: "rtts.v1", server: "peer/1", engine: "tone" };
    this.say("ready", { ...names, model: "tone", session: {}, ...fields });
  }

  start(context: string, handle = 1, audio: Wire = {}): void {
    this.say("context.started", { context, handle, audio: { ...PCM, ...audio } });
  }

  frame(fields: { handle?: number; kind?: number; payload?: Uint8Array<ArrayBuffer> } = {}): void {
    const { handle = 1, kind = 1, payload = FRAME } = fields;
    const sequence = this.#frames;
    this.#frames += 1;
    const samples = payload.byteLength / 2;
    const place = { segment: 0, pts: sequence * 160, samples, sequence };
    this.socket.send(packFrame({ kind, flags: 0, handle, ...place, payload }));
  }

  done(context: string): void {
    this.say("context.done", { context, audio_ms: 20, chars: 1, segments: 1 });
  }

  /** Lose the line behind what was said, with no word. */
  lose(): void {
    this.#tcp.end();
  }

  async #next(): Promise<Wire> {
    const { done, value } = await this.#messages.next();
    assert(!done, "the client closed the line");
    return JSON.parse(String(value[0])) as Wire;
  }
}

export interface Peer {
  readonly url: string;
  /** The paths that were asked for, in order. */
  readonly paths: readonly string[];
  stop(): void;
}

/** A peer that goes by one script for each connection, and by the last for all that follow. */
export async function startPeer(...scripts: Script[]): Promise<Peer> {
  const paths: string[] = [];
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    handleProtocols: () => "rtts.v1",
  });
  server.on("connection", (socket, request) => {
    const script = scripts[Math.min(paths.length, scripts.length - 1)];
    const talk = new Talk(socket, request);
    paths.push(talk.path);
    // a script that the test has left behind ends with its line
    Promise.resolve(script?.(talk)).catch((error: unknown) => {
      socket.close(4000, String(error).slice(0, 100));
    });
  });
  await once(server, "listening");
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    stop() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
