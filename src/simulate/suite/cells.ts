import { AffineError } from "../../core/index.ts";
import type { Generator } from "../random/generator.ts";
import type { Sample } from "../statistics.ts";
import { playTest } from "../v2/play-test.ts";
import { equalValidators } from "../v2/validators.ts";
import { incumbentSkills } from "../world/laboratory.ts";
import { Model } from "../world/model.ts";

/** r = .7 in all: a fine-tune against its champion. */
const DIFFICULTY_SHARE = 0.4;
const LINEAGE_SHARE = 0.3;

/** Gains of the challengers in the table of affine-v2: in the first environment, the next two, and all others. */
export const CELLS: Readonly<Record<string, readonly [first: number, nextTwo: number, others: number]>> = {
  "exact copy": [0, 0, 0],
  "-1 all": [-0.01, -0.01, -0.01],
  "-15 all": [-0.15, -0.15, -0.15],
  "+2 all": [0.02, 0.02, 0.02],
  "+5 all": [0.05, 0.05, 0.05],
  "+5 in one": [0.05, 0, 0],
  "+10 in one": [0.1, 0, 0],
  "+30 in one, -10 in two": [0.3, -0.1, 0],
};

/** Champion and challenger of a cell. */
export function pairOfCell(cell: string, environments: number): { champion: Model; challenger: Model } {
  const gains = CELLS[cell];
  if (gains === undefined) throw new AffineError("internal", `There is no cell "${cell}" in the table.`);
  const skills = incumbentSkills(environments);
  const raised = skills.map((skill, env) => skill + (env === 0 ? gains[0] : env <= 2 ? gains[1] : gains[2]));
  const model = (of: readonly number[]): Model =>
    new Model({ skills: of, lineage: "one", lineageShare: LINEAGE_SHARE }, DIFFICULTY_SHARE);
  return { champion: model(skills), challenger: model(raised) };
}

/** One test of a cell. */
export function playCell(cell: string, environments: number, generator: Generator): Sample {
  const { state, rounds } = playTest({ ...pairOfCell(cell, environments), validators: equalValidators(1) }, generator);
  return { crowned: state === "candidate" ? 1 : 0, stopped: state === "stopped" ? 1 : 0, rounds };
}
