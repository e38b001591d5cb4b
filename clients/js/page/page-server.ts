/** The HTTP port, as far as the page asks it: what the server can do, and tokens. */

import type { Codec } from "../src/index.ts";

/** What the page needs of `GET /v1/capabilities`. */
export interface Capabilities {
  readonly server: string;
  /** Where sessions are taken; null where that is no TCP port. */
  readonly websocket: { readonly port: number; readonly path: string } | null;
  readonly engine: {
    readonly name: string;
    readonly word_times: boolean;
    readonly sets_speed: boolean;
  };
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  readonly codecs: Readonly<Partial<Record<Codec, unknown>>>;
  readonly defaults: { readonly language: string; readonly speed: number };
}

/** What the page needs of `GET /v1/voices`. */
export interface Voices {
  readonly default: string;
  readonly voices: readonly { readonly id: string; readonly name: string }[];
  readonly variants: readonly string[];
}

/** The server says no; the message is its own sentence. */
export class Refused extends Error {
  override name = "Refused";
  /** The HTTP status. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }

  /** Whether a key, or another one, would help. */
  get wantsKey(): boolean {
    return this.status === 401;
  }
}

/** Nothing answers at the address that the page came from. */
export class Unreachable extends Error {
  override name = "Unreachable";

  constructor() {
    super("The server does not answer. Is it running?");
  }
}

/** Asks the server that the page came from. Keeps the key, in memory alone. */
export class Server {
  #key = "";

  /** Ask with this key from now on. */
  useKey(key: string): void {
    this.#key = key;
  }

  /** @throws Refused; Unreachable. */
  capabilities(): Promise<Capabilities> {
    return this.#ask("v1/capabilities");
  }

  /** @throws Refused; Unreachable. */
  voices(): Promise<Voices> {
    return this.#ask("v1/voices");
  }

  /** What gives a token for each connection; undefined where nobody asks for one. */
  get token(): (() => Promise<string>) | undefined {
    return this.#key ? () => this.#mint() : undefined;
  }

  async #mint(): Promise<string> {
    const body = JSON.stringify({ origin: location.origin });
    const { token } = await this.#ask<{ token: string }>("v1/tokens", { method: "POST", body });
    return token;
  }

  async #ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers: HeadersInit = this.#key ? { authorization: `Bearer ${this.#key}` } : {};
    const response = await fetch(path, { ...init, headers }).catch(() => {
      throw new Unreachable();
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer as Answer;
    const { error } = answer as { error?: { message?: string } };
    throw new Refused(error?.message ?? `The server answered ${response.status}.`, response.status);
  }
}

/**
 * Where the WebSocket port is found: on this page's host, at the port that the server says. A page
 * on the usual port of its scheme came through a proxy, which has the stream on the same one.
 */
export function streamAddress({ websocket }: Capabilities, here: URL): string {
  if (!websocket) return "";
  const scheme = here.protocol === "https:" ? "wss:" : "ws:";
  const host = here.port ? `${here.hostname}:${websocket.port}` : here.host;
  return `${scheme}//${host}${websocket.path}`;
}
