import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AffineError, errorMessage } from "../core/index.ts";
import { writeStateFile } from "./state-file.ts";

const portSchema = z.int().min(1).max(65_535);
const portsSchema = z.object({ version: z.literal(1), chainPort: portSchema, inferencePort: portSchema });
/** Where a localnet listened: the miners' commitments name these addresses, so the next start takes them again. */
export type LocalnetPorts = z.infer<typeof portsSchema>;

const fileOf = (home: string): string => join(home, "localnet", "ports.json");

/** The ports of the last start; `undefined` before the first. @throws AffineError `state_corrupt` */
export async function rememberedPorts(home: string): Promise<LocalnetPorts | undefined> {
  const file = fileOf(home);
  try {
    return portsSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new AffineError("state_corrupt", `${file} is not what a localnet wrote: ${errorMessage(cause)}`, {
      hint: "Delete the file; the miners then commit their new addresses.",
      cause,
    });
  }
}

export async function rememberPorts(home: string, ports: Omit<LocalnetPorts, "version">): Promise<void> {
  await writeStateFile(fileOf(home), { version: 1, ...ports });
}
