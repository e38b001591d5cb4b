/** Sending a text that may still be growing while its first words are heard. */

import type { Context } from "./context.ts";
import { RttsError } from "./errors.ts";
import { type TextSource, textPieces } from "./source.ts";

/** Send the source's text into the context. What goes wrong is the context's to tell. */
export async function feed(context: Context, source: TextSource): Promise<void> {
  try {
    if (typeof source === "string") {
      await context.send(source);
    } else {
      await context.open(); // the first word may be long in coming, and others speak meanwhile
      for await (const piece of textPieces(source, context.done)) {
        await context.send(piece);
        if (context.state !== "open") return;
      }
    }
    if (context.state === "open") await context.end();
  } catch (error) {
    if (error instanceof RttsError) return; // the context failed, and whoever reads it knows
    context.abandon(error instanceof Error ? error : new Error(String(error)));
  }
}
