import { constants } from "node:fs";
import { lstat, open, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { AffineError } from "../../core/index.ts";
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
  const advice = `Keep it to yourself: chmod 600 ${file}`;
  return warning(check, found, advice, () => keepToOneself(file));
}

/** Nothing but a regular file of one's own is touched: a link may lead to anything, and what root owns others may need. */
async function keepToOneself(file: string): Promise<void> {
  const { uid } = await lstat(file);
  const path = await realpath(file);
  const isSystem = SYSTEM.some((folder) => path.startsWith(folder + sep));
  // Opened without following a link, so that it is the very file that was looked at.
  const handle = isSystem
    ? undefined
    : await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => undefined);
  try {
    const isFile = (await handle?.stat())?.isFile() === true;
    if (handle === undefined || !isFile || uid !== process.getuid?.()) {
      throw new AffineError("unsupported", `${file} is a link, the system's or somebody else's: look at it yourself`);
    }
    await handle.chmod(0o600);
  } finally {
    await handle?.close();
  }
}

/** Folders of the system, which root's own commands must not lock for others. */
const SYSTEM = ["/etc", "/usr", "/bin", "/sbin", "/lib", "/dev", "/proc", "/sys", "/run"];
