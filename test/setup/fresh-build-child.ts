import { freshBuild } from "./fresh-build.ts";

/** Says on stdout what became of it: `built or fresh`, or the error's message. */
freshBuild(process.argv[2]!).then(
  () => process.stdout.write("built or fresh"),
  (error: unknown) => process.stdout.write(error instanceof Error ? error.message : String(error)),
);
