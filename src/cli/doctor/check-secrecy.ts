import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { othersMode } from "../own-hotkey.ts";
import { warning, type Finding } from "./finding.ts";

/** Files with keys, passwords or tokens. */
export interface SecretFiles {
  readonly cwd: string;
  readonly signerTokenFile: string | undefined;
  readonly walletPasswordFile: string | undefined;
}

/** A file with secrets is for its owner alone; nothing to say where there is none, or where it is. */
export async function checkSecrecy({ cwd, signerTokenFile, walletPasswordFile }: SecretFiles): Promise<Finding[]> {
  const files = [join(cwd, ".env"), signerTokenFile, walletPasswordFile].filter((file) => file !== undefined);
  const found = await Promise.all(files.map((file) => othersFinding("keys", file)));
  return found.flatMap((finding) => finding ?? []);
}

/** Whether others can read a file that should be its owner's alone. */
export async function othersFinding(check: string, file: string, about = ""): Promise<Finding | undefined> {
  const mode = await othersMode(file).catch(() => undefined);
  if (mode === undefined) return undefined;
  const found = `${about}${file} can be read by others (mode ${mode})`;
  return warning(check, found, `Keep it to yourself: chmod 600 ${file}`, () => chmod(file, 0o600));
}
