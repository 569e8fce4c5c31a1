import { eventLine, type Event } from "./event.ts";
import { MODULUS } from "./track-levels.ts";

/** The question in words. It holds no answer in tags, so that echoing it scores nothing. */
export function trackPrompt(events: readonly Event[], asked: readonly string[]): string {
  return `Below is a log. Names mean cells, and a cell holds a number from 0 to ${MODULUS - 1}. Do what the lines say, one after the other, and tell what some names hold at the end.

- "a = 12": the cell that a means holds 12 from now on. "a = b": it holds what the cell that b means holds now.
- "a += 12", "a -= 12": its number is changed by so much, modulo ${MODULUS}.
- "swap a b": the cells that a and b mean exchange their numbers.
- "alias a b": from here to the end of the innermost open scope (outside of all scopes: of the log), a means the cell that b means now.
- "local a 12": from here to the end of the innermost open scope, a means a new cell, which holds 12.
- "begin" opens a scope. "end" closes the innermost open one: names that alias or local have given a meaning in it mean again what they meant before it. What cells hold does not change by that.
- "cancel" closes the innermost open scope as "end" does; besides, every change since its "begin" is taken back, also those in scopes within it.
- "undo 2" takes back the latest 2 changes that have not been taken back yet, the latest first; no more than those since the "begin" of the innermost open scope (outside of all scopes: since the beginning of the log). A change is what a line with =, += or -= or a swap has done to cells. Changes of scopes within it that have been closed by "end" count as well. Taking back gives the cells the numbers that they held before the change.

The log:

${events.map(eventLine).join("\n")}

What do these names hold at the end, when all scopes are closed: ${asked.join(", ")}? Write one line "name = number" for each of the ${asked.length} between an opening <answer> tag and a closing </answer> tag. Only the last such answer counts.`;
}
