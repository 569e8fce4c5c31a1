import { existsSync } from "node:fs";
import { AffineError } from "../core/index.ts";

/** Programs of threads and child processes; `scripts/build.mjs` makes `dist/NAME.js` of each. */
export type EntryName =
  | "arena-thread"
  | "environment-thread"
  | "environment-watcher"
  | "localnet-process"
  | "resolve-affine"
  | "sandbox/child/child-main"
  | "simulate-thread"
  | "solver-thread"
  | "verify-thread";

/**
 * The folder of the package, with a slash at its end. The build puts all code that asks into `dist/` itself, never below
 * it; from TypeScript sources (tests, tsx) this file stands two folders deep.
 */
const PACKAGE = new URL(import.meta.url.endsWith(".ts") ? "../../" : "../", import.meta.url);

/** A file or folder of the package, such as `package.json` or `dist/web/`; it need not exist. */
export function packageFile(path: string): URL {
  return new URL(path, PACKAGE);
}

/** The folder of this very program's files: `src/` for TypeScript sources, `dist/` for what was built. */
export function programFolder(): URL {
  return packageFile(import.meta.url.endsWith(".ts") ? "src/" : "dist/");
}

/**
 * The built program of a thread or child process. TypeScript sources take it from `dist/` as well, because a worker of
 * Node 20 loads no TypeScript.
 *
 * @throws AffineError `not_found` where the package has not been built
 */
export function entryFile(name: EntryName): URL {
  const entry = packageFile(`dist/${name}.js`);
  if (existsSync(entry)) return entry;
  throw new AffineError("not_found", `A part of the program is not built: ${entry.pathname} is missing.`, {
    hint: "Run `npm run build`.",
  });
}

/** Modules that `package.json` exports, by the name behind the package's own. */
const LIBRARY_MODULES = ["index", "environments", "records", "mechanism", "verify"] as const;
const PACKAGE_NAMES = ["affine", "affine-arena"];

/**
 * What `affine` and `affine/records` and so on mean to a stranger's module: the very code that runs, so that there is
 * one registry. By the words after `import`.
 */
export function libraryModules(): Readonly<Record<string, string>> {
  const [folder, extension] = import.meta.url.endsWith(".ts") ? ["src", "ts"] : ["dist", "js"];
  const urls = LIBRARY_MODULES.map((name) => [name, packageFile(`${folder}/${name}.${extension}`).href] as const);
  return Object.fromEntries(
    PACKAGE_NAMES.flatMap((own) => urls.map(([name, url]) => [name === "index" ? own : `${own}/${name}`, url])),
  );
}

/** Where Node finds the hook that makes them so; see {@link libraryModules}. */
export function resolveHook(): URL {
  return import.meta.url.endsWith(".ts")
    ? packageFile("src/cli/commands/env/resolve-affine.ts")
    : entryFile("resolve-affine");
}
