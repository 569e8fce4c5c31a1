/**
 * Builds the package into `dist/`: code (one file for each entry, what they share in chunks, packages left outside),
 * types, and the page. `node scripts/build.mjs code` builds the code only, within a second.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { pageHash, sourceHash } from "./source-hash.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

/** What package.json exports. */
const LIBRARY = {
  index: "src/index.ts",
  environments: "src/environments.ts",
  records: "src/records.ts",
  mechanism: "src/mechanism.ts",
  verify: "src/verify.ts",
};

/** The programs of `af`, its threads and child processes; see src/io/package-files.ts. */
const PROGRAMS = {
  af: "src/cli/main.ts",
  "arena-thread": "src/cli/arena/worker.ts",
  "environment-thread": "src/cli/commands/env/threads/worker.ts",
  "environment-watcher": "src/cli/commands/env/calls/watcher.ts",
  "localnet-process": "src/localnet/child.ts",
  "resolve-affine": "src/cli/commands/env/resolve-affine.ts",
  "simulate-thread": "src/simulate/work/worker.ts",
  "solver-thread": "src/localnet/host/solver-worker.ts",
  "verify-thread": "src/audit/answers/worker.ts",
};

/** Each a file by itself, so that the permission to read this folder is all that they need. */
const SANDBOX_ENTRIES = {
  "sandbox/child/child-main": "src/sandbox/child/child-main.ts",
  "sandbox/child/worker-main": "src/sandbox/child/worker-main.ts",
};

/**
 * Packages are left outside, and so is whatever nobody asks for: no module of ours does anything when it is imported,
 * the programs excepted.
 */
async function bundle(entries) {
  const programs = new Set(Object.values(entries).map((path) => join(root, path)));
  const made = await rolldown({
    cwd: root,
    input: entries,
    platform: "node",
    external: (name) => !/^[./]/.test(name) && !/^src\//.test(name) && !/^[A-Za-z]:/.test(name),
    treeshake: { moduleSideEffects: (path) => programs.has(path) },
  });
  try {
    const { output } = await made.generate({
      format: "esm",
      entryFileNames: "[name].js",
      // Code that asks where the package is stands in `dist/` itself, whichever chunk it comes to lie in.
      chunkFileNames: "chunk-[hash].js",
    });
    return output;
  } finally {
    await made.close();
  }
}

async function buildCode() {
  // Before reading, so that a file that changes meanwhile makes the build an old one.
  const hash = sourceHash(root);
  const outputs = await Promise.all([
    bundle({ ...LIBRARY, ...PROGRAMS }),
    ...Object.entries(SANDBOX_ENTRIES).map(([name, path]) => bundle({ [name]: path })),
  ]);
  const files = outputs.flat();
  for (const { fileName, code } of files) replaceFile(join(dist, fileName), code);
  removeOthers(files.map(({ fileName }) => fileName));
  writeFileSync(join(dist, "source-hash"), `${hash}\n`);
}

function buildPage() {
  const hash = pageHash(root);
  run("vite/bin/vite.js", ["build", "--logLevel", "warn"]);
  writeFileSync(join(dist, "page-hash"), `${hash}\n`);
}

/** Whoever reads the file meanwhile gets the old one or the new one, whole. */
function replaceFile(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  try {
    if (readFileSync(path, "utf8") === text) return;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Whatever an earlier build left, of this layout or an older one; types and page are made by others. */
function removeOthers(made) {
  const kept = new Set(["types", "web", "source-hash", "page-hash", ...made.map((name) => name.split("/")[0])]);
  for (const name of readdirSync(dist)) {
    if (!kept.has(name) && !name.endsWith(".tmp")) rmSync(join(dist, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(join(dist, "sandbox"), { recursive: true })) {
    if (!/\.(js|tmp)$/.test(name) && name !== "child")
      rmSync(join(dist, "sandbox", name), { recursive: true, force: true });
  }
}

function run(program, args) {
  const { status, error } = spawnSync(process.execPath, [join(root, "node_modules", program), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const STEPS = {
  code: buildCode,
  types: async () => (await import("./build-types.mjs")).buildTypes(root, LIBRARY),
  page: buildPage,
};
const asked = process.argv.slice(2);
const unknown = asked.filter((step) => STEPS[step] === undefined);
if (unknown.length > 0) end(`there is no step ${unknown.join(", ")}; steps: ${Object.keys(STEPS).join(", ")}`);
try {
  for (const step of asked.length === 0 ? Object.keys(STEPS) : asked) await STEPS[step]();
} catch (error) {
  end(error.message);
}

function end(why) {
  process.stderr.write(`build: ${why}.\n`);
  process.exit(1);
}
