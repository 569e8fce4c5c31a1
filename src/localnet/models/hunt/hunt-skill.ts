import type { Random } from "../../../core/index.ts";
import { readTable, type Table } from "../../../envs/hunt/study/read-game.ts";
import { act, numbers, referenceTurn } from "../../../envs/hunt/study/reference-player.ts";
import type { Solver } from "../model-config.ts";
import type { Prompt } from "../prompt.ts";
import type { TaskSkill } from "../task-skill.ts";

/** Hunts of more codes than this are not played: the work of one answer is bounded. */
const MOST_CODES = 10_000;

/** A hunt for hidden codes, turn by turn: the stronger a model, the more of the possible codes it keeps in mind. */
export const huntSkill: TaskSkill = {
  name: "HUNT",
  recognises: (prompt) => tableOf(prompt) !== null,
  answer(prompt, random, { solver, mistakeThousandths }) {
    const table = tableOf(prompt);
    if (table === null) return "I see no codes to hunt for.";
    const said = turnOf(table, solver, random);
    const slips = said.includes("claim") && random.chance(mistakeThousandths, 1000);
    return slips ? slipped(said, table, random) : said;
  },
};

function tableOf({ messages }: Prompt): Table | null {
  const table = readTable(messages);
  return table !== null && table.game.digits ** table.game.places <= MOST_CODES ? table : null;
}

function turnOf(table: Table, solver: Solver, random: Random): string {
  const { places, digits, codes } = table.game;
  if (solver === "random") {
    return act(
      "claim",
      numbers(codes).map(() => numbers(places).map(() => random.below(digits))),
    );
  }
  if (solver === "full") return referenceTurn(table);
  // The same half of the codes at every turn: it follows from the game, not from the luck of a turn.
  const half = numbers(digits ** places).filter((code) => (code * 7 + places) % 2 === 0);
  return referenceTurn(
    table,
    numbers(codes).map(() => half),
  );
}

/** The claim with its first digit misread. */
function slipped(said: string, { game }: Table, random: Random): string {
  return said.replace(/\d/, (digit) => String((Number(digit) + 1 + random.below(game.digits - 1)) % game.digits));
}
