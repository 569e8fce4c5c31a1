import { AffineError, nearest } from "../../core/index.ts";
import { FORMAT_NAMES, type DatasetFormat, type FormatName } from "../dataset-format.ts";
import { atifFormat } from "./atif.ts";
import { inspectFormat } from "./inspect.ts";
import { nemoFormat } from "./nemo.ts";
import { parquetFormat } from "./parquet.ts";
import { sftFormat } from "./sft.ts";
import { trlFormat } from "./trl.ts";
import { verifiersFormat } from "./verifiers.ts";
import { verlFormat } from "./verl.ts";

/** Least reward of conversations to imitate, unless told. */
export const DEFAULT_MIN_REWARD = 1;

/**
 * A format by its name.
 *
 * @param minReward least reward of a conversation of `sft`
 * @throws AffineError `usage` for a name that is none
 */
export function datasetFormat(
  name: string,
  minReward = DEFAULT_MIN_REWARD,
  others: readonly string[] = [],
): DatasetFormat {
  const formats: Record<FormatName, DatasetFormat> = {
    parquet: parquetFormat,
    trl: trlFormat,
    sft: sftFormat(minReward),
    verl: verlFormat,
    verifiers: verifiersFormat,
    nemo: nemoFormat,
    inspect: inspectFormat,
    atif: atifFormat,
  };
  const known = FORMAT_NAMES.find((one) => one === name);
  if (known !== undefined) return formats[known];
  const names = [...FORMAT_NAMES, ...others];
  const near = nearest(name, names);
  throw new AffineError("usage", `There is no format ${JSON.stringify(name.slice(0, 50))}.`, {
    hint: `${near === undefined ? "" : `Did you mean ${near}? `}Formats: ${names.join(", ")}.`,
  });
}
