import { defineEpisode } from "../episode/index.ts";
import { generateHunt } from "./generate-hunt.ts";
import { HUNT_DEFAULT_LEVEL, HUNT_LEVELS, HUNT_SCORED_LEVELS, HUNT_TURNS } from "./hunt-levels.ts";
import { huntStep, type HuntState } from "./hunt-step.ts";
import { huntStudy } from "./study/hunt-study.ts";

/** A hunt for hidden codes by asking, under rules that change: every game is new, and its bound is exact. */
export const huntEnvironment = defineEpisode<HuntState>({
  name: "HUNT",
  aliases: ["HUNTING"],
  version: "1",
  title: "Find hidden codes by asking",
  description: "Ask up to twelve times, under rules that change with the turns, then claim what is hidden.",
  answerFormat: "in each turn <action>ask 012 345</action> or <action>claim 012 345</action>: the digits of every code",
  levels: HUNT_LEVELS.map(({ level }) => level),
  scoredLevels: HUNT_SCORED_LEVELS,
  defaultLevel: HUNT_DEFAULT_LEVEL,
  maxTurns: HUNT_TURNS,
  turnTokens: 512,
  tools: [
    {
      name: "act",
      description: "One turn of the hunt: an ask or the claim that ends it.",
      parameters: {
        type: "object",
        properties: {
          action: { type: "string", description: "ask or claim, then the digits of every code: ask 012 345" },
        },
        required: ["action"],
      },
    },
  ],
  maxAttempts: 500,
  reset: generateHunt,
  step: huntStep,
  onLimit: ({ game, bound }, turns) => ({
    thousandths: 0,
    reason: "turn_limit",
    extracted: null,
    metrics: { turns, bound, codes: game.codes },
  }),
  study: huntStudy,
});
