/** A line to a server that can be cut at any moment, by a reset or in silence. */

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Leads every connection on to a server. */
export class Cutter {
  connections = 0;
  swallowed = 0;
  readonly #server = createServer({ allowHalfOpen: false }, (socket) => this.#carry(socket));
  readonly #target: URL;
  readonly #pairs = new Set<readonly [Socket, Socket]>();

  private constructor(target: string) {
    this.#target = new URL(target);
  }

  /** A line to the server at a URL. */
  static async to(target: string): Promise<Cutter> {
    const cutter = new Cutter(target);
    cutter.#server.listen(0, "127.0.0.1");
    await once(cutter.#server, "listening");
    return cutter;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** End what there is with RST, towards both sides. */
  reset(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy();
    this.#pairs.clear();
  }

  /**
   * Pass on nothing more of what there is; nobody is told. A client that goes on talking all the
   * same is counted in `swallowed`, and cut after the tenth time so that its test ends.
   */
  swallow(): void {
    for (const [near, far] of this.#pairs) {
      near.unpipe(far);
      far.unpipe(near);
      near.on("data", () => {
        this.swallowed += 1;
        if (this.swallowed >= 10) this.reset();
      });
      near.resume();
      far.resume();
    }
  }

  /** Let nobody in any more, and cut what there is. */
  stop(): void {
    this.#server.close();
    this.reset();
  }

  #carry(near: Socket): void {
    this.connections += 1;
    const far = connect(Number(this.#target.port), this.#target.hostname);
    this.#pairs.add([near, far]);
    for (const socket of [near, far]) socket.on("error", () => {});
    near.pipe(far);
    far.pipe(near);
  }
}
