import { AffineError, envNameSchema, kinds, need, needText } from "../../core/index.ts";

/** One file of a new package. */
export interface SkeletonFile {
  /** Relative to the package's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The words by which a new environment is known. */
export interface SkeletonNames {
  /** As questions carry it: `LEDGER`. */
  readonly environment: string;
  /** As a package registry wants it: `affine-env-ledger`. */
  readonly package: string;
}

/** @throws AffineError `usage` for what cannot be the name of an environment. */
export function skeletonNames(name: string): SkeletonNames {
  needText(name, "skeletonNames", "the name of an environment");
  if (envNameSchema.safeParse(name).success) {
    return { environment: name.toUpperCase(), package: `affine-env-${name.toLowerCase()}` };
  }
  throw new AffineError("usage", `${JSON.stringify(name.slice(0, 64))} cannot be the name of an environment.`, {
    hint: "A name is a letter followed by up to 31 letters, digits, _ or -, such as LEDGER; --dir chooses the folder.",
  });
}

/** What the templates call themselves. */
const TEMPLATE: SkeletonNames = { environment: "LEDGER", package: "affine-env-ledger" };
const TEMPLATE_VERSION = "^0.0.0";
/** npm packs no file of the name with a dot, and of a second manifest within a package readers make something else. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["gitignore", ".gitignore"],
  ["package-manifest.json", "package.json"],
]);

const filesKind = kinds.list(kinds.shape({ path: kinds.text, text: kinds.text }));
const namesKind = kinds.shape({ environment: kinds.text, package: kinds.text });

/**
 * A complete third-party environment, to be changed into another: a package in plain JavaScript, whose tests pass and
 * whose card meets every bar as it stands. Its code imports `affine` and nothing else.
 *
 * @param templates the files of `templates/environment/`, a package of its own.
 * @param affineVersion the release of affine it is written against.
 */
export function environmentSkeleton(
  templates: readonly SkeletonFile[],
  names: SkeletonNames,
  affineVersion: string,
): SkeletonFile[] {
  const what = "the files of a template, the names of an environment, and a release of affine";
  need(filesKind, templates, "environmentSkeleton", what);
  need(namesKind, names, "environmentSkeleton", what);
  needText(affineVersion, "environmentSkeleton", what);
  return templates.map(({ path, text }) => ({
    path: RENAMED.get(path) ?? path,
    text: text
      .replaceAll(TEMPLATE.package, names.package)
      .replaceAll(TEMPLATE.environment, names.environment)
      .replace(TEMPLATE_VERSION, `^${affineVersion}`),
  }));
}
