import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { errorMessage } from "../../core/index.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";
import { makeFolders } from "../../io/index.ts";

const GIB = 2 ** 30;
/** A validator writes about 1 GiB of transcripts a week. */
const ENOUGH_DISK_GIB = 5;
const ENOUGH_MEMORY_GIB = 2;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const enough = major > 20 || (major === 20 && minor >= 20);
  return enough ? ok("node", version) : problem("node", version, "Install Node 20.20 or newer.");
}

export function checkMachine(): Finding {
  const memoryGib = totalmem() / GIB;
  const found = `${availableParallelism()} cores, ${memoryGib.toFixed(1)} GiB of memory`;
  return memoryGib >= ENOUGH_MEMORY_GIB
    ? ok("machine", found)
    : warning("machine", found, `A validator wants ${ENOUGH_MEMORY_GIB} GiB or more.`);
}

export async function checkDisk(home: string): Promise<Finding> {
  try {
    await makeFolders(home);
    const { bavail, bsize } = await statfs(home);
    const freeGib = (bavail * bsize) / GIB;
    const found = `${freeGib.toFixed(1)} GiB free in ${home}`;
    return freeGib >= ENOUGH_DISK_GIB
      ? ok("disk", found)
      : warning("disk", found, `Free some space: ${ENOUGH_DISK_GIB} GiB or more are wanted.`);
  } catch (error) {
    return problem("disk", `${home} cannot be used: ${errorMessage(error)}`, "Choose another folder with AFFINE_HOME.");
  }
}

export function checkDotenv(cwd: string): Finding {
  const file = join(cwd, ".env");
  if (existsSync(file)) return ok(".env", `${file} was read`);
  return warning(".env", "there is none in this folder", "Fine for `af demo`; for the network copy .env.example.");
}
