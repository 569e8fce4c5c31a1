import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AffineError } from "../core/index.ts";

/** The file with the token that lets `af localnet set` change a localnet's rules; mode 0600. */
export function adminTokenPath(home: string): string {
  return join(home, "localnet", "admin.token");
}

/** A new token, which replaces the last start's. */
export async function writeAdminToken(home: string): Promise<string> {
  const path = adminTokenPath(home);
  const token = randomBytes(32).toString("hex");
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${token}\n`, { mode: 0o600 });
  return token;
}

/** @throws AffineError `credentials_missing` where no localnet was ever started. */
export async function readAdminToken(home: string): Promise<string> {
  try {
    return (await readFile(adminTokenPath(home), "utf8")).trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new AffineError("credentials_missing", `There is no ${adminTokenPath(home)}.`, {
      hint: "Start a localnet in this folder first (af localnet, or af demo), or name its folder with --home.",
      cause,
    });
  }
}
