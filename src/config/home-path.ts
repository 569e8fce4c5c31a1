import { homedir } from "node:os";
import { join } from "node:path";

/** The user's home folder, as shells have it. */
export function homeFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const home = env["HOME"];
  return home === undefined || home === "" ? homedir() : home;
}

/**
 * A path with a leading `~` of its own as the user's home folder: shells expand it in front of a word only, so in `.env`, in
 * configuration files and after `--flag=` nobody has. `undefined` for `~name`, which is another user's and not known here.
 */
export function expandHome(path: string): string | undefined {
  if (!path.startsWith("~")) return path;
  if (path === "~") return homeFolder();
  return path.startsWith("~/") ? join(homeFolder(), path.slice(2)) : undefined;
}

/** Words of a command line in which `~/…` stands where no shell expands it: after `--flag=`, or in quotes. */
export function expandHomeInWords(words: readonly string[]): string[] {
  const end = words.indexOf("--");
  return words.map((word, index) => {
    if (end >= 0 && index >= end) return word;
    const [, flag = "", path] = /^(--[a-z][a-z0-9-]*=)?(~(?:\/.*)?)$/s.exec(word) ?? [];
    return path === undefined ? word : `${flag}${expandHome(path) ?? path}`;
  });
}
