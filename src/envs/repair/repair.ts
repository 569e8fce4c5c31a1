import { defineEpisode } from "../episode/index.ts";
import { generateRepair } from "./generate-repair.ts";
import { REPAIR_DEFAULT_LEVEL, REPAIR_LEVELS, REPAIR_SCORED_LEVELS, REPAIR_TURNS } from "./repair-levels.ts";
import type { RepairState } from "./repair-state.ts";
import { repairStep } from "./repair-step.ts";
import { repairStudy } from "./study/repair-study.ts";

/** Mending a Python package with tools: statements do not do what the README says, and hidden tests know which. */
export const repairEnvironment = defineEpisode<RepairState>({
  name: "REPAIR",
  aliases: ["REPAIRING"],
  version: "1",
  title: "Mend a Python package",
  description:
    "Read, search, edit and run a package of two to eight modules with one fault or two; hidden tests judge it.",
  answerFormat:
    "in each turn <action>read PATH</action>, grep TEXT, edit PATH with the old and the new lines, run, or submit",
  levels: REPAIR_LEVELS.map(({ level }) => level),
  scoredLevels: REPAIR_SCORED_LEVELS,
  defaultLevel: REPAIR_DEFAULT_LEVEL,
  maxTurns: REPAIR_TURNS,
  turnTokens: 512,
  python: true,
  tools: [
    {
      name: "act",
      description: "One turn: read PATH, grep TEXT, edit PATH with its old and new lines, run, or submit.",
      parameters: {
        type: "object",
        properties: {
          action: {
            type: "string",
            description:
              "The tool and what it takes; an edit has <<<<<<<, old lines, =======, new lines, >>>>>>> below it.",
          },
        },
        required: ["action"],
      },
    },
  ],
  maxAttempts: 500,
  reset: generateRepair,
  step: repairStep,
  onLimit: ({ edits }, turns) => ({
    thousandths: 0,
    reason: "turn_limit",
    extracted: null,
    metrics: { turns, edits },
  }),
  study: repairStudy,
});
