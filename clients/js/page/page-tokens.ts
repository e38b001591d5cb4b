/** A pasted text, given out as a language model would write it. */

/** About as much as a token is in English. */
const TOKEN = /\s*\S{1,4}|\s+/gu;

/**
 * The tokens of what was pasted: of a recorded stream of a language model (server-sent events or
 * one JSON object a line) those that were recorded; of any other text, pieces of about their size.
 */
export function tokensOf(pasted: string): string[] {
  const lines = pasted.split("\n").map((line) => line.trim().replace(/^data:\s*/, ""));
  const recorded = lines.filter((line) => line.startsWith("{")).map(recordedToken);
  const tokens = recorded.filter((token) => token !== undefined && token !== "");
  return tokens.length > 0 ? (tokens as string[]) : (pasted.match(TOKEN) ?? []);
}

/** Where the services of this world have the text in an event. */
interface StreamEvent {
  readonly choices?: readonly { readonly delta?: { readonly content?: unknown } }[];
  readonly delta?: string | { readonly text?: unknown };
  readonly message?: { readonly content?: unknown };
  readonly response?: unknown;
}

function recordedToken(line: string): string | undefined {
  let event: StreamEvent;
  try {
    event = JSON.parse(line) as StreamEvent;
  } catch {
    return undefined;
  }
  const { choices, delta, message, response } = event;
  const found = [
    choices?.[0]?.delta?.content,
    typeof delta === "string" ? delta : delta?.text,
    message?.content,
    response,
  ];
  return found.find((text): text is string => typeof text === "string");
}

/**
 * The tokens, one by one.
 *
 * @param perSecond Asked before each, so that the pace can be changed on the way.
 */
export async function* paced(
  tokens: readonly string[],
  perSecond: () => number,
): AsyncGenerator<string, void, void> {
  for (const token of tokens) {
    yield token;
    await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond()));
  }
}
