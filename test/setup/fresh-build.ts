import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { AffineError, errorMessage, sha256Hex } from "../../src/core/index.ts";
import { LockFile } from "../../src/io/index.ts";
import { oldSteps } from "./old-steps.ts";

/** A build takes seconds; whoever waits longer waits for something that hangs. */
const PATIENCE_MS = 300_000;
const LOOK_EVERY_MS = 100;

/**
 * Before a run: builds what is older than the sources, since programs, threads and the sandbox run from `dist/`. Nothing
 * is written where the build is up to date, so that a checkout which cannot be written is tested as well.
 */
export default async function setup(): Promise<void> {
  await freshBuild(fileURLToPath(new URL("../..", import.meta.url)));
}

/** @throws Error that says why when `dist/` is old and cannot be built. */
export async function freshBuild(root: string): Promise<void> {
  if ((await oldSteps(root)).length === 0) return;
  refuseReadOnly(root);
  // Of two runs that start at once one builds, and the other finds that done.
  const lock = await takeTurn(join(tmpdir(), `affine-build-${sha256Hex(root).slice(0, 16)}`, "lock"));
  try {
    const steps = await oldSteps(root);
    if (steps.length > 0) build(root, steps);
  } finally {
    await lock.release();
  }
}

function build(root: string, steps: readonly string[]): void {
  const { status, stderr, error } = spawnSync(process.execPath, [join(root, "scripts/build.mjs"), ...steps], {
    cwd: root,
    encoding: "utf8",
  });
  if (status === 0) return;
  const why = error === undefined ? stderr.trim() : errorMessage(error);
  throw new Error(`dist/ is older than the sources, and building it fails: ${why}`);
}

function refuseReadOnly(root: string): void {
  const dist = join(root, "dist");
  try {
    accessSync(existsSync(dist) ? dist : root, constants.W_OK);
  } catch (cause) {
    throw new Error(
      `dist/ is older than the sources and cannot be written (${errorMessage(cause)}): tests would run yesterday's ` +
        "programs. Run `npm run build` where it can be written.",
      { cause },
    );
  }
}

async function takeTurn(path: string): Promise<LockFile> {
  for (const untilMs = Date.now() + PATIENCE_MS; ;) {
    try {
      return await LockFile.acquire(path, "The build of dist/");
    } catch (error) {
      if (!AffineError.isInstance(error) || error.code !== "locked" || Date.now() > untilMs) throw error;
      await pause(LOOK_EVERY_MS);
    }
  }
}
