import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { AffineError, errorMessage, faultsOf } from "../../../core/index.ts";
import { readRegularFileSync } from "../../../io/index.ts";

/** Nested conditions of `exports`, and alternatives in order. */
type ExportsTarget = string | null | readonly ExportsTarget[] | { readonly [key: string]: ExportsTarget };
const targetSchema: z.ZodType<ExportsTarget> = z.lazy(() =>
  z.union([z.string(), z.null(), z.array(targetSchema), z.record(z.string(), targetSchema)]),
);
const manifestSchema = z.object({ exports: targetSchema.optional(), main: z.string().optional() });

const MOST_MANIFEST_BYTES = 16 << 20;

/**
 * The file that a path to a module or to a package folder stands for, as Node would import it.
 *
 * @param path relative to the current folder, or absolute.
 * @throws AffineError `not_found`, `invalid_input` for a folder that is no package.
 */
export function moduleEntry(path: string): string {
  const absolute = resolve(path);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new AffineError("not_found", `There is nothing at ${path}.`, {
      hint: "Give the path of a JavaScript module or of a package folder; `af env new NAME` writes one.",
    });
  }
  if (found.isFile()) return absolute;
  if (!found.isDirectory()) {
    throw new AffineError("invalid_input", `${path} is neither a file nor a folder.`, {
      hint: "Give the path of a JavaScript module or of a package folder.",
    });
  }
  const { exports, main } = readManifest(absolute, path);
  const entry = (exports === undefined ? undefined : mainTarget(exports)) ?? main ?? "index.js";
  const file = join(absolute, entry);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
  throw new AffineError("invalid_input", `The package in ${path} has no file ${entry}.`, {
    hint: "Build the package, or correct `exports` in its package.json.",
  });
}

function readManifest(folder: string, path: string): z.infer<typeof manifestSchema> {
  let manifest: unknown;
  let text = "";
  const file = join(folder, "package.json");
  try {
    const bytes = readRegularFileSync(file, { maxBytes: MOST_MANIFEST_BYTES, followLink: true });
    if (bytes === undefined) throw new AffineError("not_found", `there is no ${file}`);
    text = new TextDecoder().decode(bytes);
    manifest = JSON.parse(text);
  } catch (cause) {
    throw new AffineError(
      "invalid_input",
      `${path} is not a package: ${errorMessage(cause)}${jsonPlace(cause, text, file)}`,
      {
        hint: "Name a folder with a package.json, or a JavaScript module.",
        cause,
      },
    );
  }
  const read = manifestSchema.safeParse(manifest);
  if (read.success) return read.data;
  throw new AffineError("invalid_input", `package.json in ${path} is malformed: ${faultsOf(read.error, manifest)}`, {
    hint: "Correct `exports` or `main`.",
  });
}

/** Where a text is no JSON: ` (file, line n)`, or nothing for another fault. */
function jsonPlace(cause: unknown, text: string, file: string): string {
  if (!(cause instanceof SyntaxError)) return "";
  const position = /at position (\d+)/.exec(cause.message)?.[1];
  // Some releases of Node tell no position; where the end was not expected it is the end.
  if (position === undefined && !/end of JSON/.test(cause.message)) return ` (${file})`;
  const before = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
  return ` (${file}, line ${before.split("\n").length})`;
}

/** The file for `import "package"`; conditions count in the order in which they are written, as in Node. */
function mainTarget(target: ExportsTarget): string | undefined {
  if (target === null || typeof target === "string") return target ?? undefined;
  if (isList(target)) return firstOf(target);
  if ("." in target) return mainTarget(target["."] ?? null);
  return firstOf(
    Object.entries(target)
      .filter(([condition]) => ["import", "node", "module-sync", "default"].includes(condition))
      .map(([, below]) => below),
  );
}

function firstOf(targets: readonly ExportsTarget[]): string | undefined {
  for (const target of targets) {
    const file = mainTarget(target);
    if (file !== undefined) return file;
  }
  return undefined;
}

function isList(target: ExportsTarget): target is readonly ExportsTarget[] {
  return Array.isArray(target);
}
