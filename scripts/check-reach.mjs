/**
 * Fails when a file of the repository reaches for a folder beside it: what is here has to be enough for everyone.
 * Looks at the files that git knows, or at all of them where there is no git.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const NOT_OURS = new Set(["node_modules", "dist", ".git", ".affine", "coverage"]);
/** `../NAME`, and the same in parts of a path: `"..", "NAME"`. Written so that this line does not find itself. */
const BESIDE = new RegExp(String.raw`\.\.["'\x60]?\s*[,/]\s*["'\x60]?${"sha" + "red"}(?![\w-])`);

function files() {
  const git = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (git.status === 0) return git.stdout.split("\0").filter((path) => path !== "");
  return readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (path) => !path.split("/").some((part) => NOT_OURS.has(part)),
  );
}

const looked = files().filter((path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true);
if (looked.length === 0) throw new Error(`There are no files to look at in ${root}.`);
const found = looked.flatMap((path) =>
  readFileSync(join(root, path), "utf8")
    .split("\n")
    .flatMap((line, index) => (BESIDE.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
);
if (found.length > 0) {
  process.stderr.write(`These lines reach outside the repository:\n${found.join("\n")}\n`);
  process.exit(1);
}
