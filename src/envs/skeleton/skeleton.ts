import { AffineError, envNameSchema } from "../../core/index.ts";
import { manifestText } from "./manifest-text.ts";
import { QUESTION_SOURCE } from "./question-source.ts";
import { readmeText } from "./readme-text.ts";
import { environmentSource } from "./environment-source.ts";
import { STUDY_SOURCE } from "./study-source.ts";
import { TEST_SOURCE } from "./test-source.ts";
import { VERDICT_SOURCE } from "./verdict-source.ts";

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
  if (envNameSchema.safeParse(name).success) {
    return { environment: name.toUpperCase(), package: `affine-env-${name.toLowerCase()}` };
  }
  throw new AffineError("usage", `${JSON.stringify(name.slice(0, 64))} cannot be the name of an environment.`, {
    hint: "A name is a letter followed by up to 31 letters, digits, _ or -, such as LEDGER; --dir chooses the folder.",
  });
}

/**
 * A complete third-party environment, to be changed into another: a package in plain JavaScript, whose tests pass and
 * whose card meets every bar as it stands. Its code imports `affine` and nothing else.
 *
 * @param affineVersion the release of affine it is written against.
 */
export function environmentSkeleton(names: SkeletonNames, affineVersion: string): SkeletonFile[] {
  return [
    { path: "package.json", text: manifestText(names.package, affineVersion) },
    { path: ".gitignore", text: "node_modules/\n" },
    { path: "README.md", text: readmeText(names.environment, names.package) },
    { path: "src/index.js", text: environmentSource(names.environment) },
    { path: "src/question.js", text: QUESTION_SOURCE },
    { path: "src/verdict.js", text: VERDICT_SOURCE },
    { path: "src/study.js", text: STUDY_SOURCE },
    { path: "test/environment.test.js", text: TEST_SOURCE },
  ];
}
