import { stat } from "node:fs/promises";
import { readToken } from "../signer/index.ts";
import type { CommandContext } from "./context.ts";

/** The signer's token from its file; says so when others on this machine can read it too. */
export async function tokenOf(context: CommandContext, file: string): Promise<string> {
  const token = await readToken(file);
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) context.log.warn({ file }, "others can read the signer's token: chmod 600 it");
  return token;
}
