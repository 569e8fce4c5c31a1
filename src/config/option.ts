import type { z } from "zod";

/** The library itself, handed to schemas: describing options must not take as long as loading it. */
export type Zod = typeof z;

/** Groups of `.env.example` and of the help pages. */
export type OptionGroup =
  "network" | "validator" | "miner" | "inference" | "storage" | "signer" | "local" | "page" | "serve";

/** One setting, described once: the command line, the environment, the files and the docs all read this. */
export interface OptionSpec<Schema extends z.ZodType = z.ZodType> {
  readonly group: OptionGroup;
  /** Environment variable. */
  readonly env: string;
  /** Long flag with its value's name, such as `--netuid <n>`; secrets have none. */
  readonly flag?: string;
  /** One line for people. */
  readonly help: string;
  /** Reads a text (environment, flag) or a JSON value (file). */
  readonly schema: (z: Zod) => Schema;
  readonly default?: z.output<Schema>;
  /** How the default reads where it is computed. */
  readonly defaultText?: string;
  /** Never shown, never a flag. */
  readonly secret?: boolean;
  /** The original knew this variable; here it changes nothing, for this reason. */
  readonly withoutEffect?: string;
  /** Which values a person may try, for `.env.example`. */
  readonly example?: string;
}

export function option<Schema extends z.ZodType>(spec: OptionSpec<Schema>): OptionSpec<Schema> {
  return spec;
}
