import type { Attack, PublicView, Submission } from "../attack.ts";

const LEARNT_ON_DAY = 1;

/** Learning answers by heart. Under affine-v2 no question comes twice, so nothing that is learnt is ever asked. */
export const memorisedPool: Attack = {
  name: "memorised-pool",
  summary: "a copy that has learnt by heart every question asked in the first day (affine-v1: of a finite pool)",
  poolUnderV1: true,
  begin: (laboratory) => {
    let learnt = false;
    const react = ({ day, pool }: PublicView): readonly Submission[] => {
      if (learnt || day < LEARNT_ON_DAY) return [];
      learnt = true;
      const copy = laboratory.copyOf(laboratory.incumbent);
      const model = pool === null ? copy : { ...copy, memory: pool.memorise() };
      return [{ owner: "attacker", model, coldkey: "memory" }];
    };
    return { react };
  },
};
