import { z } from "zod";
import { AffineError, errorMessage, nearest } from "../core/index.ts";
import { readSettingsText } from "./settings-text.ts";
import { OPTIONS } from "./options.ts";

const fileSchema = z.record(z.string(), z.unknown());

/**
 * Reads a JSON configuration file whose keys are option names; `undefined` when there is none.
 *
 * @throws AffineError `config_invalid` for broken JSON, an unknown key or a secret.
 */
export function readConfigFile(file: string): Record<string, unknown> | undefined {
  const content = readSettingsText(file);
  if (content === undefined) return undefined;
  let values: Record<string, unknown>;
  try {
    values = fileSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new AffineError("config_invalid", `${file} is not a JSON object: ${errorMessage(cause)}`, {
      hint: 'Write {"netuid": 120, …}; `af config show` lists the keys.',
      cause,
    });
  }
  for (const key of Object.keys(values)) {
    const spec = (OPTIONS as Record<string, { secret?: boolean; env: string } | undefined>)[key];
    if (spec === undefined) {
      const guess = nearest(key, Object.keys(OPTIONS));
      throw new AffineError("config_invalid", `${file}: there is no option "${key}".`, {
        hint: guess === undefined ? "`af config show` lists the options." : `Did you mean "${guess}"?`,
      });
    }
    if (spec.secret === true) {
      throw new AffineError("config_invalid", `${file}: the secret "${key}" does not belong in a configuration file.`, {
        hint: `Set ${spec.env} in the environment or in .env instead.`,
      });
    }
  }
  return values;
}
