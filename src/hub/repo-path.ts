import { AffineError } from "../core/index.ts";
import { printable } from "../io/index.ts";

const MAX_PATH_BYTES = 1_024;
/** Longest file name on the common file systems. */
const MAX_SEGMENT_BYTES = 255;

/**
 * What is wrong with a path inside a repository, or `undefined`. A name comes from a stranger's repository and ends up
 * below a folder of this machine: it must stay below it, under the rules of POSIX and of Windows.
 */
export function repoPathFault(path: string): string | undefined {
  if (path === "") return "is empty";
  if (!path.isWellFormed()) return "is not valid text";
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `is longer than ${MAX_PATH_BYTES} bytes`;
  if (/\p{Cc}/u.test(path)) return "holds a control character";
  if (path.includes("\\")) return "holds a backslash";
  for (const segment of path.split("/")) {
    if (segment === "") return "begins or ends with a slash, or holds two in a row";
    if (segment === "." || segment === "..") return `holds the step "${segment}"`;
    if (segment.toLowerCase() === ".git") return "leads into a git folder";
    if (/^[A-Za-z]:/.test(segment)) return "names a drive";
    if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) return `has a part longer than ${MAX_SEGMENT_BYTES} bytes`;
  }
  return undefined;
}

/** @throws AffineError `invalid_input` for a path that {@link repoPathFault} finds a fault with. */
export function checkRepoPath(path: string): string {
  const fault = repoPathFault(path);
  if (fault === undefined) return path;
  throw new AffineError("invalid_input", `The file name ${JSON.stringify(printable(path))} ${fault}.`, {
    hint: "Rename it: a plain relative path with / between folders.",
  });
}

/**
 * Checks the paths of a whole repository: each by itself, none twice, none both a file and a folder, and none that
 * falls together with another where upper and lower case are the same.
 *
 * @throws AffineError `invalid_input`
 */
export function checkRepoPaths(paths: readonly string[]): void {
  const folded = (path: string): string => path.normalize("NFC").toLowerCase();
  const seen = new Map<string, string>();
  for (const path of paths) {
    checkRepoPath(path);
    const other = seen.get(folded(path));
    if (other !== undefined) throw clash(path, other);
    seen.set(folded(path), path);
  }
  for (const path of paths) {
    const segments = path.split("/");
    for (let depth = 1; depth < segments.length; depth += 1) {
      const file = seen.get(folded(segments.slice(0, depth).join("/")));
      if (file !== undefined) throw clash(path, file);
    }
  }
}

function clash(path: string, other: string): AffineError {
  const [a, b] = [path, other].map((name) => JSON.stringify(printable(name)));
  return new AffineError("invalid_input", `The files ${a} and ${b} cannot both lie in one folder.`, {
    hint: "Names must differ by more than upper and lower case, and a file cannot be a folder too.",
  });
}
