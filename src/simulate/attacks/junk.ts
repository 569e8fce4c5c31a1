import type { Attack, PublicView, Submission } from "../attack.ts";
import { hopefulAt } from "./hopeful.ts";

/** As many as the fee of docs/mechanism.md steers to in all. */
const PER_DAY = 12;
const SKILL = 0.05;

/** Denial of service: fill the lanes and the budget of tests, so that nobody else is tested. */
export const junk: Attack = {
  name: "junk",
  summary: "twelve useless models a day under new keys, while a model 5 points better waits for its test",
  begin: (laboratory) => {
    const hopeful = hopefulAt(laboratory, 3);
    let sent = 0;
    const react = (view: PublicView): readonly Submission[] => {
      const due = Math.floor(view.day * PER_DAY) - sent;
      const waste = Array.from({ length: Math.max(0, due) }, (_, place): Submission => ({
        owner: "attacker",
        model: laboratory.unrelated(laboratory.everywhere(SKILL)),
        coldkey: `junk-${sent + place}`,
      }));
      sent += waste.length;
      return [...waste, ...hopeful(view)];
    };
    return { react };
  },
};
