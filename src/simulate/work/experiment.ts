import type { MechanismName } from "../../mechanism/index.ts";
import type { Settings } from "../settings.ts";
import type { Conduct } from "../suite/several-validators.ts";
import type { Missing } from "../suite/withholding.ts";

/** Something that is repeated: plain data, so that it can be sent to a worker. */
export type Experiment =
  | {
      readonly kind: "attack";
      /** A name, or a module's path. */
      readonly attack: string;
      readonly mechanism: MechanismName;
      readonly days: number;
      readonly settings: Settings;
    }
  | { readonly kind: "v1-row"; readonly row: string }
  | { readonly kind: "cloning" }
  | { readonly kind: "cell"; readonly cell: string; readonly environments: number }
  | { readonly kind: "several"; readonly validators: number; readonly conduct: Conduct }
  | { readonly kind: "scenario"; readonly name: string }
  | { readonly kind: "credit"; readonly credit: string; readonly cell: string }
  | { readonly kind: "market"; readonly name: string; readonly days: number }
  | { readonly kind: "withholding"; readonly validators: number; readonly missing: Missing };

/** Repetitions `from` to `to` (not included) of an experiment. */
export interface Part {
  readonly experiment: Experiment;
  readonly seed: string;
  readonly from: number;
  readonly to: number;
}

/** A name that tells experiments apart; part of the seed, so that two never share their luck. */
export function nameOf(experiment: Experiment): string {
  switch (experiment.kind) {
    case "attack":
      return `attack ${experiment.attack} ${experiment.mechanism}`;
    case "v1-row":
      return `v1 ${experiment.row}`;
    case "cloning":
      return "cloning";
    case "cell":
      return `cell ${experiment.environments} ${experiment.cell}`;
    case "several":
      return `several ${experiment.validators} ${experiment.conduct}`;
    case "scenario":
      return `scenario ${experiment.name}`;
    case "credit":
      return `credit ${experiment.credit} ${experiment.cell}`;
    case "market":
      return `market ${experiment.name}`;
    case "withholding":
      return `withholding ${experiment.validators} ${experiment.missing}`;
  }
}
