import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { seccompFilter } from "./seccomp.ts";

/** A command with a wall around it. */
export interface WalledCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  /** To be written to descriptor 3 of the command. */
  readonly seccomp: Buffer;
}

/** Where shared libraries stand on usual systems; those that are missing are passed over. */
const LIBRARY_FOLDERS = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store"];

/** Folder inside, empty and read-only, in which the child stands. */
const WORKING_FOLDER = "/empty";

/**
 * Bubblewrap around a command: no network, no other processes, no files but the libraries and those named, nothing
 * writable, no privileges to gain, and a seccomp filter. Null where bubblewrap or a filter for this machine is missing.
 *
 * @param readable files and folders that the command reads, its own binary among them.
 */
export function bubblewrap(command: readonly string[], readable: readonly string[]): WalledCommand | null {
  const binary = process.platform === "linux" ? findProgram("bwrap") : null;
  const seccomp = seccompFilter(process.arch);
  if (binary === null || seccomp === null) return null;
  return {
    command: binary,
    arguments: [
      ...["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"],
      ...LIBRARY_FOLDERS.flatMap((folder) => ["--ro-bind-try", folder, folder]),
      ...["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"],
      ...readable.flatMap((path) => ["--ro-bind", path, path]),
      ...["--dir", WORKING_FOLDER, "--remount-ro", "/", "--chdir", WORKING_FOLDER],
      ...["--seccomp", "3", "--"],
      ...command,
    ],
    seccomp,
  };
}

/** An executable on the path of this process. */
export function findProgram(name: string): string | null {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (folder === "") continue;
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
  return null;
}
