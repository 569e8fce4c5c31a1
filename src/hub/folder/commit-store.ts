import { join } from "node:path";
import { z } from "zod";
import { AffineError, canonicalJson, errorMessage, sha256Hex } from "../../core/index.ts";
import { readRegularFile, writeOnce } from "../../io/index.ts";

const commitSchema = z.strictObject({
  v: z.literal(1),
  repo: z.string(),
  parent: z.string().nullable(),
  title: z.string(),
  /** Ordered by path. */
  files: z.array(z.strictObject({ path: z.string(), sizeBytes: z.int().nonnegative(), sha256: z.string() })),
});
/** All files of a repository after one commit. */
export type FolderCommit = z.infer<typeof commitSchema>;

/** Some 100,000 files with long names. */
const MOST_COMMIT_BYTES = 32 << 20;

/** Commits by their id, the SHA-256 of their canonical JSON: `commits/<id>.json`. */
export class CommitStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @returns the commit's id */
  async put(commit: FolderCommit): Promise<string> {
    const text = canonicalJson(commit);
    const id = sha256Hex(text);
    await writeOnce(join(this.#folder, `${id}.json`), text, { mode: 0o644 });
    return id;
  }

  /** `undefined` when there is no commit of that id. @throws AffineError `state_corrupt` */
  async get(id: string): Promise<FolderCommit | undefined> {
    const path = join(this.#folder, `${id}.json`);
    const bytes = await readRegularFile(path, { maxBytes: MOST_COMMIT_BYTES });
    if (bytes === undefined) return undefined;
    try {
      const text = bytes.toString("utf8");
      if (sha256Hex(text) !== id) throw new Error("its content is not the one its name stands for");
      return commitSchema.parse(JSON.parse(text));
    } catch (cause) {
      throw new AffineError("state_corrupt", `${path} is damaged: ${errorMessage(cause)}`, {
        hint: "Push the model again.",
        cause,
      });
    }
  }
}
