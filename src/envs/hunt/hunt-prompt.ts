import type { Game } from "./game.ts";
import { HUNT_TURNS } from "./hunt-levels.ts";
import { credit } from "./credit.ts";
import { ruleText } from "./rule-text.ts";

/** The opening in words. It holds no action in tags, so that echoing it says nothing. */
export function huntPrompt(game: Game, bound: number): string {
  const { places, digits, codes, rules } = game;
  const one = codes === 1;
  const hidden = one ? "A code is hidden." : `${codes} codes are hidden, code 1 to code ${codes}.`;
  const example = one ? `a code` : `${codes} codes, separated by blanks, in order`;
  const late = Array.from({ length: HUNT_TURNS - bound }, (_, index) => {
    return `${credit(bound + 1 + index, bound)} in turn ${bound + 1 + index}`;
  });
  return `${hidden} Each code has ${places} digits from 0 to ${digits - 1}; digits may repeat. Find ${one ? "it" : "them all"} by asking.

You have ${HUNT_TURNS} turns. In each turn you either ask or claim, with ${example}:
- ask: ${one ? "you get" : "each code of yours is compared with the hidden code of the same number, and for each you get"} one number as the answer, by the rule of that turn.
- claim: you say what is hidden, and the episode ends. A wrong claim scores nothing.

The rule changes as the turns go by.

${rules.map((rule) => ruleText(game, rule)).join("\n\n")}

A right claim in turn ${bound} or before scores 1000 of 1000${late.length === 0 ? "" : `; ${late.join(", ")}`}. Whatever is hidden, ${bound} turns are enough.

Write what you do between an opening <action> tag and a closing </action> tag: the word ask or the word claim, then ${one ? `${places} digits` : `${codes} times ${places} digits`}. Only the last such action of a turn counts; a turn without a valid one is lost.`;
}
