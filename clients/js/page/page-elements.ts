/** The elements of `index.html`, by their names. */

/**
 * The element of that id.
 *
 * @throws TypeError if the document has none, or one of another class.
 */
export function element<Kind extends Element>(id: string, Class: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof Class) return found;
  throw new TypeError(`The page has no ${Class.name} with the id ${id}.`);
}

/** Write a text where it is another one: what does not change is not read out again. */
export function write(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** An element of its own, with its text and what it holds. */
export function made(tag: string, className = "", ...inside: (Node | string)[]): HTMLElement {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...inside);
  return node;
}

/** Rounded milliseconds, or a dash where there is nothing to round. */
export function inMs(ms: number | undefined): string {
  return ms === undefined ? "–" : String(Math.round(ms));
}
