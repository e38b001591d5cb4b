/** What the user can choose, filled from what the server has. */

import type { Codec, Options } from "../src/index.ts";
import { element, write } from "./page-elements.ts";
import type { Capabilities, Voices } from "./page-server.ts";
import { WAYS } from "./page-speaker.ts";

const voice = element("voice", HTMLSelectElement);
const variant = element("variant", HTMLSelectElement);
const language = element("language", HTMLSelectElement);
const codec = element("codec", HTMLSelectElement);
const speed = element("speed", HTMLInputElement);
const pace = element("pace", HTMLInputElement);
const BEST: readonly Codec[] = ["opus", "webm_opus", "mp4_opus", "pcm_s16le"];

/** Offer what the server has; what was chosen before stays chosen where it is still there. */
export function offer(capabilities: Capabilities, voices: Voices): void {
  const { languages, codecs, defaults, engine } = capabilities;
  fill(
    voice,
    voices.voices.map(({ id, name }) => new Option(name === id ? id : `${name} (${id})`, id)),
    voices.default,
  );
  fill(variant, [new Option("none", ""), ...voices.variants.map((name) => new Option(name))], "");
  element("variant-label", HTMLLabelElement).hidden = voices.variants.length === 0;
  fill(
    language,
    [
      new Option("As the text is", "auto"),
      ...languages.map(({ code, name }) => new Option(`${name} (${code})`, code)),
    ],
    defaults.language,
  );
  const played = (Object.keys(codecs) as Codec[]).map((name) => {
    const option = new Option(WAYS[name] ? name : `${name}: browsers do not play it`, name);
    option.disabled = !WAYS[name];
    return option;
  });
  fill(codec, [new Option("The best here", ""), ...played], "");
  speed.value = String(defaults.speed);
  speed.disabled = !engine.sets_speed;
  show();
}

/** The codecs to be played, the best first: the one that was chosen, or all that can be. */
export function chosenCodecs(capabilities: Capabilities): Codec[] {
  const chosen = codec.value as Codec | "";
  return chosen ? [chosen] : BEST.filter((name) => name in capabilities.codecs);
}

/** What was chosen, for a turn. */
export function chosenOptions(): Options {
  return {
    voice: variant.value ? `${voice.value}+${variant.value}` : voice.value,
    language: language.value,
    ...(speed.disabled ? {} : { speed: speed.valueAsNumber }),
  };
}

/** Tokens a second, as the slider stands. */
export function chosenPace(): number {
  return pace.valueAsNumber;
}

/** Call the listener when another codec is chosen. */
export function onCodec(listener: () => void): void {
  codec.addEventListener("change", listener);
}

function fill(select: HTMLSelectElement, options: HTMLOptionElement[], chosen: string): void {
  const before = select.value;
  select.replaceChildren(...options);
  select.value = before || chosen;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

function show(): void {
  write(element("speed-value", HTMLOutputElement), speed.valueAsNumber.toFixed(2));
  write(element("pace-value", HTMLOutputElement), pace.value);
}

speed.addEventListener("input", show);
pace.addEventListener("input", show);
show();
