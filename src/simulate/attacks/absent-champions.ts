import type { Attack } from "../attack.ts";
import { exactCopies } from "./copies.ts";
import { hopefulAt } from "./hopeful.ts";

/** Silence the champion where a copy would lose to it. */
export const floodWhenLosing: Attack = {
  name: "flood-when-losing",
  summary: "floods the champion's host in every round in which its own copy would do worse",
  begin: (laboratory) => ({
    ...exactCopies(laboratory, 1),
    away: ({ champion, gain }) => champion.owner !== "attacker" && gain !== null && gain < 0,
  }),
};

/** An hour of every day. */
export const floodHours: Attack = {
  name: "flood-hours",
  summary: "floods the champion's host for the first hour of every day; a model 5 points better arrives on day 3",
  begin: (laboratory) => ({
    ...exactCopies(laboratory, 1),
    react: hopefulAt(laboratory, 3),
    away: ({ champion, day }) => champion.owner === "honest" && day % 1 < 1 / 24,
  }),
};

/** Long enough that the throne is vacant. */
export const floodWeek: Attack = {
  name: "flood-week",
  summary:
    "keeps the champion's host from answering for nine days, from the second on, while its own copy is in a test",
  begin: (laboratory) => ({
    ...exactCopies(laboratory, 1),
    away: ({ champion, day }) => champion.owner !== "attacker" && day >= 1 && day < 10,
  }),
};

/** A champion that stays away when it would lose. */
export const abstainingChampion: Attack = {
  name: "abstaining-champion",
  summary: "owns the incumbent, whose host answers every fifth round not at all",
  begin: (laboratory) => {
    let round = 0;
    return {
      react: hopefulAt(laboratory, 3),
      ownsIncumbent: true,
      away: ({ champion }) => champion.owner === "attacker" && (round += 1) % 5 === 0,
    };
  },
};
