import type { Attack, PublicView, Submission } from "../attack.ts";

/** Try again until lucky: a new hotkey and coldkey whenever the last test has ended. */
export const resubmission: Attack = {
  name: "resubmission",
  summary: "an exact copy of the incumbent, submitted again under new keys whenever its test ends",
  begin: (laboratory) => {
    let tries = 0;
    const react = (view: PublicView): readonly Submission[] => {
      const own = view.miners.filter((miner) => miner.owner === "attacker");
      if (own.some((miner) => miner.state !== "done")) return [];
      tries += 1;
      return [{ owner: "attacker", model: laboratory.copyOf(laboratory.incumbent), coldkey: `try-${tries}` }];
    };
    return { react };
  },
};
