/**
 * The little that browsers and Node have in common, and that the core uses.
 *
 * The core is checked against this file and the language alone, so that a `window` or a `Buffer`
 * in it does not compile. The rest of the package is checked against the DOM's own types.
 */

declare class URL {
  constructor(url: string, base?: string);
  protocol: string;
  pathname: string;
  hash: string;
  readonly href: string;
  readonly origin: string;
  readonly searchParams: URLSearchParams;
}

declare class URLSearchParams {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare function btoa(bytes: string): string;

declare interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
}

/** A number in browsers, an object in Node. */
interface Timer {
  readonly timer: unique symbol;
}

declare function setTimeout(work: () => void, ms: number): Timer;
declare function clearTimeout(timer: Timer | undefined): void;

declare const performance: { now(): number };
