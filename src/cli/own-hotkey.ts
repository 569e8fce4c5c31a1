import { stat } from "node:fs/promises";
import { hotkeyPath, readHotkey, type HotkeyName, type KeyMaterial } from "../wallet/index.ts";
import type { CommandContext } from "./context.ts";
import { passwordSource } from "./wallet-password.ts";

/**
 * The hotkey that a command signs with; says so when others can read its file.
 *
 * @throws AffineError as {@link readHotkey}
 */
export async function ownHotkey(context: CommandContext, name: HotkeyName): Promise<KeyMaterial> {
  const material = await readHotkey(name, passwordSource(context));
  const file = hotkeyPath(name);
  const mode = await othersMode(file);
  if (mode !== undefined)
    context.log.warn({ file, mode }, `others can read the hotkey (mode ${mode}): chmod 600 ${file}`);
  return material;
}

/** The file's mode in octal where somebody but its owner may read or write it; `undefined` where nobody may. */
export async function othersMode(file: string): Promise<string | undefined> {
  if (process.platform === "win32") return undefined;
  const { mode } = await stat(file);
  return (mode & 0o077) === 0 ? undefined : (mode & 0o777).toString(8).padStart(4, "0");
}
