import { join } from "node:path";
import { z } from "zod";
import { readJson, replaceFile } from "../io/index.ts";

const portSchema = z.int().min(1).max(65_535);
const portsSchema = z.object({ version: z.literal(1), chainPort: portSchema, inferencePort: portSchema });
/** Where a localnet listened: the miners' commitments name these addresses, so the next start takes them again. */
export type LocalnetPorts = z.infer<typeof portsSchema>;

const fileOf = (home: string): string => join(home, "localnet", "ports.json");

/** The ports of the last start; `undefined` before the first. @throws AffineError `state_corrupt` */
export async function rememberedPorts(home: string): Promise<LocalnetPorts | undefined> {
  return readJson(fileOf(home), portsSchema, {
    maxBytes: 4096,
    hint: "Delete the file; the miners then commit their new addresses.",
  });
}

export async function rememberPorts(home: string, ports: Omit<LocalnetPorts, "version">): Promise<void> {
  await replaceFile(fileOf(home), `${JSON.stringify({ version: 1, ...ports }, null, 2)}\n`);
}
