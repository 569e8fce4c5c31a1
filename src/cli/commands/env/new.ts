import type { Command } from "commander";
import { AffineError } from "../../../core/index.ts";
import { environments, environmentSkeleton, skeletonNames } from "../../../envs/index.ts";
import { printJson, printLine } from "../../output.ts";
import { readVersion } from "../../version.ts";
import { templateFiles } from "./template-files.ts";
import { linkProgram, writeSkeleton } from "./write-skeleton.ts";
import { say } from "../../../telemetry/index.ts";

/** Writes the package of an environment. */
export async function writePackage(name: string, options: { dir?: string }, command: Command): Promise<void> {
  const names = skeletonNames(name);
  refuseTaken(names.environment);
  const folder = options.dir ?? `./${name}`;
  const files = environmentSkeleton(templateFiles(), names, readVersion());
  await writeSkeleton(folder, files);
  const unlinked = await linkProgram(folder);
  if (unlinked !== null) {
    say(`No link to affine for its tests: ${unlinked}\n    README.md says how to make one.`);
  }
  if (command.optsWithGlobals<{ json?: boolean }>().json === true) {
    await printJson({ ...names, folder, files: files.map(({ path }) => path), linked: unlinked === null });
    return;
  }
  for (const { path } of files) await printLine(`${folder}/${path}`);
  say(`\nNext: af env card ${shown(folder)} --samples 300`);
}

function refuseTaken(name: string): void {
  const holder = environments().find(({ info }) =>
    [info.name, ...info.aliases].some((word) => word.toUpperCase() === name),
  );
  if (holder === undefined) return;
  throw new AffineError("usage", `The environment name ${name} is taken by ${holder.info.name}.`, {
    hint: "Choose another; `af env list` shows those that are taken.",
  });
}

/** A folder as `af env card` takes it for a path, not for a name. */
function shown(folder: string): string {
  return /[./\\]/.test(folder) ? folder : `./${folder}`;
}
