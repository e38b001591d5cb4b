/** What crosses the wire, and what it means: the files that the server and all clients share. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(process.cwd(), "..", "..", "tests", "vectors");

/** The entries of a file of vectors. */
export function vectors<Entry>(name: string): Entry[] {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as Entry[];
}

/** Names as JavaScript has them, but for those inside `session`; what is null is left out. */
export function asHere(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asHere);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [camelCase(name), name === "session" ? field : asHere(field)]),
  );
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The bytes that are written in hex. */
export function bytes(hex: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(hex, "hex")).buffer;
}
