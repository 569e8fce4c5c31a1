import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { AffineError } from "../core/index.ts";
import { readRegularFile, replaceFile } from "../io/index.ts";

/** The file with the token that lets `af localnet set` change a localnet's rules; mode 0600. */
export function adminTokenPath(home: string): string {
  return join(home, "localnet", "admin.token");
}

/** A new token, which replaces the last start's. */
export async function writeAdminToken(home: string): Promise<string> {
  const token = randomBytes(32).toString("hex");
  await replaceFile(adminTokenPath(home), `${token}\n`);
  return token;
}

/** @throws AffineError `credentials_missing` where no localnet was ever started. */
export async function readAdminToken(home: string): Promise<string> {
  const path = adminTokenPath(home);
  const bytes = await readRegularFile(path, { maxBytes: 4096 });
  if (bytes !== undefined) return bytes.toString("utf8").trim();
  throw new AffineError("credentials_missing", `There is no ${path}.`, {
    hint: "Start a localnet in this folder first (af localnet, or af demo), or name its folder with --home.",
  });
}
