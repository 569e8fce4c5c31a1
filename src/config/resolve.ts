import { z } from "zod";
import { join, resolve } from "node:path";
import { AffineError, faultWords } from "../core/index.ts";
import { readConfigFile } from "./config-file.ts";
import { readDotenv } from "./dotenv-file.ts";
import type { OptionSpec } from "./option.ts";
import { OPTIONS, type OptionName, type OptionValue } from "./options.ts";
import { defaultConfigFile } from "./paths.ts";
import { checkNames, unknownNames } from "./unknown-names.ts";

/** Where a value came from, strongest first. */
export type ConfigSource = "flag" | "environment" | ".env" | "project file" | "user file" | "default" | "unset";

export type ConfigValues = { readonly [Name in OptionName]: OptionValue<Name> | undefined };

export interface Config {
  readonly values: ConfigValues;
  readonly sources: Readonly<Record<OptionName, ConfigSource>>;
  /** Files that were read, for `config show --sources`. */
  readonly files: readonly string[];
  /** Sentences about settings that change nothing. */
  readonly notices: readonly string[];
}

export interface ConfigInputs {
  /** Values of flags by option name, as typed. */
  readonly flags?: Readonly<Partial<Record<OptionName, unknown>>>;
  /** What errors call these instead of the names of flags. */
  readonly flagWords?: Readonly<Partial<Record<OptionName, string>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** `--config FILE`: instead of the project file; it must exist. */
  readonly configFile?: string | undefined;
}

/**
 * Resolves every option: flag > environment > .env > project file > user file > default.
 *
 * @throws AffineError `config_invalid` naming the source, the option and what it expects.
 */
export function resolveConfig(inputs: ConfigInputs): Config {
  const dotenvPath = join(inputs.cwd, ".env");
  const projectPath = resolve(inputs.cwd, inputs.configFile ?? "affine.config.json");
  const userPath = defaultConfigFile(inputs.env);
  const dotenv = readDotenv(dotenvPath);
  checkNames(dotenv ?? {}, dotenvPath);
  const project = readConfigFile(projectPath);
  const user = readConfigFile(userPath);
  if (inputs.configFile !== undefined && project === undefined) {
    throw new AffineError("config_invalid", `There is no configuration file ${projectPath}.`, {
      hint: "Check the path after --config.",
    });
  }
  const values: Record<string, unknown> = {};
  const sources: Partial<Record<OptionName, ConfigSource>> = {};
  const notices: string[] = unknownNames(inputs.env);
  for (const [name, spec] of Object.entries(OPTIONS) as [OptionName, OptionSpec][]) {
    const layers: readonly (readonly [ConfigSource, unknown, string])[] = [
      ["flag", inputs.flags?.[name], inputs.flagWords?.[name] ?? spec.flag?.split(" ")[0] ?? name],
      ["environment", nonEmpty(inputs.env[spec.env]), spec.env],
      [".env", nonEmpty(dotenv?.[spec.env]), `${spec.env} in ${dotenvPath}`],
      ["project file", project?.[name], `${name} in ${projectPath}`],
      ["user file", user?.[name], `${name} in ${userPath}`],
    ];
    const found = layers.find(([, value]) => value !== undefined);
    if (found !== undefined && spec.withoutEffect !== undefined) {
      notices.push(`${found[2]} has no effect: ${spec.withoutEffect}.`);
    }
    sources[name] = found?.[0] ?? (spec.default === undefined ? "unset" : "default");
    values[name] = found === undefined ? spec.default : parse(spec, found[1], found[2]);
  }
  const files = [
    dotenv === undefined ? undefined : dotenvPath,
    project === undefined ? undefined : projectPath,
    user === undefined ? undefined : userPath,
  ].filter((file) => file !== undefined);
  return { values: values as ConfigValues, sources: sources as Record<OptionName, ConfigSource>, files, notices };
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

function parse(spec: OptionSpec, value: unknown, where: string): unknown {
  const parsed = spec.schema(z).safeParse(value);
  if (parsed.success) return parsed.data;
  const shown = spec.secret === true ? "" : ` (got ${JSON.stringify(value)})`;
  const expected = parsed.error.issues.map((issue) => faultWords(issue)).join("; ");
  throw new AffineError("config_invalid", `${where}: ${expected}${shown}.`, {
    hint: `${spec.help}. See .env.example.`,
    cause: parsed.error,
  });
}
