/** Sound that the browser holds back until the user does something. */

import type { Player } from "./player.ts";

/** What a browser takes for a wish. */
const GESTURES = ["pointerup", "keydown"] as const;

/**
 * Resume the player at the next click, touch or key anywhere in the target, whenever it is
 * blocked. Returns what undoes this.
 */
export function resumeOnGesture(player: Player, target: EventTarget = document): () => void {
  const resume = () => {
    if (player.state === "blocked") player.resume().catch(() => {}); // then it stays blocked
  };
  for (const type of GESTURES) target.addEventListener(type, resume, true);
  return () => {
    for (const type of GESTURES) target.removeEventListener(type, resume, true);
  };
}
