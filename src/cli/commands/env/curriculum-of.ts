import { AffineError } from "../../../core/index.ts";
import {
  environment,
  groupSignalPerMillion,
  type Environment,
  type ModelLevel,
  type ModelRow,
} from "../../../envs/index.ts";
import { isIntervalOf } from "./interval-of-row.ts";

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

/** That no file has a row of the model. */
export function noRows(files: readonly string[], model: string | undefined): AffineError {
  const which = files.length === 1 ? `${String(files[0])} has` : `None of the ${files.length} files has`;
  return new AffineError(
    "invalid_input",
    `${which} ${files.length === 1 ? "no" : "a"} row of a model${model === undefined ? "" : ` ${model}`}.`,
    {
      hint: "`af env card NAME --model M --into FILE` puts one in.",
    },
  );
}

/**
 * What a row says of an environment must be so.
 *
 * @throws AffineError `environment_unknown`, `invalid_input` for another version, levels that there are not, and intervals that
 * do not follow from the counts
 */
export function refuseFalse(file: string, { environment: name, version, levels }: ModelRow): void {
  const { info, study } = known(file, name);
  // An environment without a study does not say whether it gives partial credit.
  const hasParts = study === undefined || study.partialCredit === true;
  if (version !== info.version) {
    throw new AffineError("invalid_input", `${file} is of ${info.name} ${version}; this program has ${info.version}.`, {
      hint: "Measure the model again: questions of another version may be easier or harder.",
    });
  }
  const wrong = Object.keys(levels).filter((level) => !info.levels.includes(Number(level)));
  if (wrong.length > 0) {
    throw new AffineError("invalid_input", `${file}: ${info.name} has no level ${wrong.join(", ")}.`, {
      hint: `Its levels: ${info.levels.join(", ")}.`,
    });
  }
  for (const [level, told] of Object.entries(levels)) {
    if (!isIntervalOf(told, hasParts)) throw falseInterval(`${file}, level ${level}`, told);
  }
}

function falseInterval(where: string, { asked, passed, lowBp, highBp }: ModelLevel): AffineError {
  const told = `${lowBp} to ${highBp}`;
  return new AffineError("invalid_input", `${where}: ${told} is not the interval of ${passed} passes of ${asked}.`, {
    hint: "The row was changed: measure the model again.",
  });
}

function known(file: string, name: string): Environment {
  try {
    return environment(name);
  } catch (cause) {
    if (!AffineError.isInstance(cause)) throw cause;
    throw new AffineError(cause.code, `${file}: ${cause.message}`, {
      hint: `${cause.hint ?? ""} An environment of your own is known here by --module PATH.`.trim(),
      cause,
    });
  }
}
