import { AffineError } from "../../../core/index.ts";
import { groupSignalPerMillion, type ModelRow } from "../../../envs/index.ts";

/** How much each level of an environment teaches a model, as `--json` prints it. */
export interface Curriculum {
  readonly environment: string;
  readonly version: string;
  readonly model: string;
  /** Answers to each question. */
  readonly group: number;
  readonly levels: readonly {
    readonly level: number;
    readonly asked: number;
    readonly passPerMillion: number;
    readonly signalPerMillion: number;
  }[];
}

export function curriculumOf({ environment, version, model, levels }: ModelRow, group: number): Curriculum {
  return {
    environment,
    version,
    model,
    group,
    levels: Object.entries(levels).map(([level, { asked, passed }]) => {
      const passPerMillion = Math.round((1_000_000 * passed) / asked);
      return {
        level: Number(level),
        asked,
        passPerMillion,
        signalPerMillion: groupSignalPerMillion(passPerMillion, group),
      };
    }),
  };
}

/** @throws AffineError `invalid_input` for rows of different models, and for two of one environment. */
export function refuseMixed(rows: readonly { readonly file: string; readonly row: ModelRow }[]): void {
  const models = [...new Set(rows.map(({ row }) => row.model))];
  if (models.length > 1) {
    throw new AffineError("invalid_input", `The rows are of different models: ${models.join(", ")}.`, {
      hint: "A curriculum is of one model: name its rows, or cards and --model.",
    });
  }
  const files = new Map<string, string>();
  for (const { file, row } of rows) {
    const before = files.get(row.environment);
    if (before !== undefined) {
      throw new AffineError("invalid_input", `${before} and ${file} are both of ${row.environment}.`, {
        hint: "Name one file for each environment.",
      });
    }
    files.set(row.environment, file);
  }
}
