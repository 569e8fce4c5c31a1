import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { freshBuild } from "./fresh-build.ts";

const SCRIPTS = new URL("../../scripts/", import.meta.url).href;
/** Of tests that start processes: on a busy machine each may take half a minute. */
const SLOW = { timeout: 600_000 };
const child = fileURLToPath(new URL("fresh-build-child.ts", import.meta.url));

/** A build that writes down what it was asked for, and the stamps as the real one does. */
const BUILD = `
  import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
  import { pageHash, sourceHash } from ${JSON.stringify(`${SCRIPTS}source-hash.mjs`)};
  const root = process.cwd() + "/";
  if (existsSync("src/broken.ts")) { console.error("src/broken.ts: unexpected end"); process.exit(1); }
  mkdirSync("dist", { recursive: true });
  const steps = process.argv.slice(2);
  appendFileSync("log", steps.join("+") + "\\n");
  if (steps.includes("code")) writeFileSync("dist/source-hash", sourceHash(root) + "\\n");
  if (steps.includes("page")) writeFileSync("dist/page-hash", pageHash(root) + "\\n");
`;

let root: string;
const builds = async (): Promise<string[]> => {
  const log = await readFile(join(root, "log"), "utf8").catch(() => "");
  return log.split("\n").filter((line) => line !== "");
};

beforeEach(async () => {
  root = `${await mkdtemp(join(tmpdir(), "affine-fresh-"))}/`;
  await chmod(root, 0o755);
  for (const folder of ["src/deep", "web", "scripts"]) await mkdir(join(root, folder), { recursive: true });
  for (const name of ["src/a.ts", "src/deep/b.ts", "src/a.test.ts", "web/index.html", "vite.config.ts"]) {
    await writeFile(join(root, name), name);
  }
  await writeFile(join(root, "scripts/build.mjs"), BUILD);
  onTestFinished(() => rm(root, { recursive: true, force: true }));
});

/** Whether every folder above a file lets others in. */
async function isOpenToOthers(file: string): Promise<boolean> {
  const folder = dirname(file);
  return ((await stat(folder)).mode & 0o005) === 0o005 && (folder === dirname(folder) || isOpenToOthers(folder));
}

describe("freshBuild", () => {
  test("default: builds what was never built, and then nothing", async () => {
    await freshBuild(root);
    await freshBuild(root);
    expect(await builds()).toEqual(["code+page"]);
  });

  test("behavior: only what is older than its sources is built; tests are no sources", async () => {
    await freshBuild(root);
    await writeFile(join(root, "src/a.test.ts"), "another test");
    await freshBuild(root);
    expect(await builds()).toHaveLength(1);
    await writeFile(join(root, "src/deep/b.ts"), "edited");
    await freshBuild(root);
    await writeFile(join(root, "web/index.html"), "edited");
    await freshBuild(root);
    expect(await builds()).toEqual(["code+page", "code", "page"]);
  });

  test("behavior: an edit that keeps the time of the file, a new file and one that is gone are noticed", async () => {
    const { atime, mtime } = await stat(join(root, "src/a.ts"));
    await freshBuild(root);
    await writeFile(join(root, "src/a.ts"), "edited");
    await utimes(join(root, "src/a.ts"), atime, mtime);
    await freshBuild(root);
    await writeFile(join(root, "src/c.json"), "{}");
    await freshBuild(root);
    await rm(join(root, "src/c.json"));
    await freshBuild(root);
    expect(await builds()).toEqual(["code+page", "code", "code", "code"]);
  });

  test(
    "behavior: of several runs that start at once one builds, whether or not they share a process",
    SLOW,
    async () => {
      const run = async () => (await promisify(execFile)(process.execPath, ["--import", "tsx", child, root])).stdout;
      const all = await Promise.all([run(), run(), freshBuild(root), freshBuild(root)]);
      expect(all.slice(0, 2)).toEqual(["built or fresh", "built or fresh"]);
      expect(await builds()).toEqual(["code+page"]);
    },
  );

  test("error: a build that fails is no build, and its words are told", async () => {
    await freshBuild(root);
    await writeFile(join(root, "src/broken.ts"), "(");
    await expect(freshBuild(root)).rejects.toThrow(/older than the sources, and building it fails: .*unexpected end/);
    await rm(join(root, "src/broken.ts"));
    await freshBuild(root);
    expect(await builds()).toHaveLength(1);
  });

  test(
    "error: an old dist/ that cannot be written is refused; one that is up to date is left alone",
    SLOW,
    async ({ skip }) => {
      // Root may write anywhere: then it is somebody else who tries, and must be able to read the checkout.
      const isRoot = process.getuid?.() === 0;
      skip(isRoot && !(await isOpenToOthers(child)), "this runs as root, and nobody else can read the checkout");
      const user = isRoot ? { uid: 65_534, gid: 65_534 } : {};
      await freshBuild(root);
      await chmod(join(root, "dist"), 0o555);
      const run = async () =>
        (await promisify(execFile)(process.execPath, ["--import", "tsx", child, root], user)).stdout;
      expect(await run()).toBe("built or fresh");
      await writeFile(join(root, "src/a.ts"), "edited");
      expect(await run()).toMatch(
        /older than the sources and cannot be written .* `npm run build` where it can be written/,
      );
      expect(await builds()).toHaveLength(1);
      await chmod(join(root, "dist"), 0o755);
    },
  );
});
