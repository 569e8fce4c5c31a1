import type { Attack, PublicView, Submission } from "../attack.ts";
import { hopefulAt } from "./hopeful.ts";

const COPIES = 5;

/** Weights are public from the commitment on: copy what is about to win. */
export const frontRunning: Attack = {
  name: "front-running",
  summary: "five copies of an open challenger that is truly better, committed as soon as its weights are public",
  begin: (laboratory) => {
    const hopeful = hopefulAt(laboratory, 3);
    let copied = false;
    const react = (view: PublicView): readonly Submission[] => {
      const target = view.miners.find((miner) => miner.owner === "hopeful");
      if (copied || target === undefined) return hopeful(view);
      copied = true;
      return Array.from({ length: COPIES }, (_, place) => ({
        owner: "attacker",
        model: laboratory.copyOf(target.model),
        coldkey: `front-${place}`,
      }));
    };
    return { react };
  },
};
