import type { DatasetFormat } from "../dataset-format.ts";
import type { Manifest } from "./manifest.ts";

/** In every README of ours: one without it is somebody else's and stays as it is. */
export const README_MARK = "<!-- Written by af; leave this line out to keep a text of your own. -->";

/** The README that a hub and `load_dataset` read: one configuration an environment, found by a pattern. */
export function readmeOf(format: DatasetFormat, { source }: Pick<Manifest, "source">, envs: readonly string[]): string {
  const extension = typeof format.file === "object" && "columns" in format.file ? "parquet" : undefined;
  const pattern = extension ?? (format.file === "lines" || source === "questions" ? "jsonl" : "json");
  const configs = envs.flatMap((env) => [
    `  - config_name: ${JSON.stringify(env)}`,
    "    data_files:",
    "      - split: train",
    `        path: ${JSON.stringify(`data/${env}/**/*.${pattern}`)}`,
  ]);
  const what =
    source === "rollouts"
      ? "Rollouts of Affine: answers of competing models, out of records that validators signed."
      : "Questions of Affine's environments, without answers; `af serve` judges what a model says to them.";
  const proof = [
    "A row is proved by its shard: `shard_key` and `shard_line` name the line, `shard_signature` is the signature of",
    "`validator_hotkey` over the shard's header, which covers every line. `af verify` recomputes them all.",
    "`reward` is null where nothing was judged; that is not a 0.",
  ];
  return [
    "---",
    "pretty_name: Affine",
    "tags:",
    "  - reinforcement-learning",
    "  - reasoning",
    // A log of inspect is a document, no table.
    ...(pattern === "json" ? [] : ["configs:", ...configs]),
    "---",
    README_MARK,
    "",
    "# Affine",
    "",
    what,
    "",
    `Format \`${format.name}\`: ${format.description}. Use: \`${format.use}\`.`,
    "",
    ...(source === "rollouts" ? proof : []),
    "",
    "Files are written once; `manifests/` says what each export added, with the SHA-256 of every file.",
    "",
  ].join("\n");
}
