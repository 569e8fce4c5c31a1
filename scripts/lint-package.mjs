/**
 * What strangers get by `npm install`: packs the built package and looks at it with publint and are-the-types-wrong, and
 * for what neither looks for: files that nobody can use, and types of Node that a reader of the types may not have.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { oldBuild } from "./old-build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "affine-package-"));
const run = (program, args) =>
  execFileSync(process.execPath, [join(root, "node_modules", program), ...args], { cwd: root, stdio: "inherit" });

try {
  const old = await oldBuild();
  if (old !== undefined) throw new Error(old);
  // Not the build again, which --ignore-scripts leaves out.
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
  });
  const told = JSON.parse(packed.toString());
  const [{ filename, files }] = Array.isArray(told) ? told : Object.values(told);
  const tarball = join(folder, filename);
  const faults = files.flatMap(({ path }) => faultsOf(path));
  if (faults.length > 0) throw new Error(faults.join("\n"));
  run("publint/src/cli.js", ["run", tarball, "--strict"]);
  // Only import: the package has no CommonJS side, and no resolution of before Node 12.
  run("@arethetypeswrong/cli/dist/index.js", [tarball, "--profile", "esm-only", "--format", "ascii"]);
  process.stdout.write(`${filename}: ${files.length} files, as strangers need them.\n`);
} catch (error) {
  process.stderr.write(`lint:package: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function faultsOf(path) {
  // Files that `af env new` writes: a package of environments has a test of its own.
  if (path.startsWith("templates/")) return [];
  if (/\.(map|tsbuildinfo|tmp)$|source-hash$|\.test\./.test(path)) return [`${path} does not belong into the package`];
  if (!path.endsWith(".d.ts")) return [];
  const text = readFileSync(join(root, path), "utf8");
  return [/\bBuffer\b/, /from ['"]node:/].flatMap((word) => (word.test(text) ? [`${path} has ${word}`] : []));
}
