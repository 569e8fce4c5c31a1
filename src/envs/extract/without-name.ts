import { isHeading } from "./without-heading.ts";

/** An object with one name, which says what its value is: a list, an object or one text. */
const NAMED = /^\{\s{0,64}["']?([a-z_ ]{1,32})["']?\s{0,64}:\s{0,64}(?=[[{]|"[^"]*"\s{0,64}\}$|'[^']*'\s{0,64}\}$)/i;

/**
 * The value of an object whose one name announces it: `{"plan": […]}` as `[…]`, `{"answer": "1 -2"}` as `"1 -2"`; other texts
 * as they are, `{"excluded": […]}` too.
 */
export function withoutName(text: string): string {
  const [head, name] = (text.endsWith("}") ? NAMED.exec(text) : null) ?? [];
  return head === undefined || !isHeading(name ?? "") ? text : text.slice(head.length, -1).trim();
}
