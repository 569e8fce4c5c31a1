import { existsSync } from "node:fs";
import { chown, stat } from "node:fs/promises";
import { join } from "node:path";
import { warning, type Finding } from "./finding.ts";

/** The user that the containers of docker-compose.yml run as. */
const CONTAINER_UID = 1000;

/**
 * Files that the signer's container reads must be its user's, or readable by all: with a key of root's it starts again and
 * again. Looked at only where the compose file stands beside a `.env`.
 *
 * @param files that exist or not; those that do not are somebody else's to tell of
 * @param uid of whoever runs this command
 */
export async function checkContainers(
  cwd: string,
  files: readonly (string | undefined)[],
  uid = process.getuid?.(),
): Promise<Finding[]> {
  const isServer = ["docker-compose.yml", ".env"].every((name) => existsSync(join(cwd, name)));
  if (!isServer || process.platform !== "linux") return [];
  const findings: Finding[] = [];
  for (const file of files) {
    if (file === undefined) continue;
    const about = await stat(file).catch(() => undefined);
    if (about?.isFile() !== true || about.uid === CONTAINER_UID || (about.mode & 0o004) !== 0) continue;
    findings.push(
      warning(
        "containers",
        `${file} belongs to user ${about.uid}: the containers run as user ${CONTAINER_UID} and cannot read it`,
        `sudo chown ${CONTAINER_UID} ${file}`,
        // Only root can give a file away.
        uid === 0 ? () => chown(file, CONTAINER_UID, about.gid) : undefined,
      ),
    );
  }
  return findings;
}
