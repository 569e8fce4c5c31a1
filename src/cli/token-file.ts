import { stat } from "node:fs/promises";
import { readToken } from "../io/index.ts";
import type { CommandContext } from "./context.ts";

/**
 * A token from its file; says so when others on this machine can read it too.
 *
 * @param whose for messages, such as `The signer's token`.
 */
export async function tokenOf(context: CommandContext, file: string, whose = "The signer's token"): Promise<string> {
  const token = await readToken(file, whose);
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) context.log.warn({ file }, `others can read this token: chmod 600 it`);
  return token;
}
