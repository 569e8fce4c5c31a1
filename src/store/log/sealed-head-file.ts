import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AffineError, sha256HexSchema } from "../../core/index.ts";
import { replaceFile } from "./segment-folder.ts";

const schema = z.strictObject({ v: z.literal(1), seq: z.int().nonnegative(), headerHash: sha256HexSchema });

/** The newest shard that was sealed, kept in the journal: records that vanish are missed at the next start. */
export class SealedHeadFile {
  readonly #folder: string;
  readonly #path: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, "sealed.json");
  }

  async write({ seq, headerHash }: { seq: number; headerHash: string }): Promise<void> {
    await replaceFile(this.#folder, this.#path, Buffer.from(`${JSON.stringify({ v: 1, seq, headerHash })}\n`));
  }

  /** @throws AffineError `state_corrupt` for a damaged one. */
  async read(): Promise<{ seq: number; headerHash: string } | undefined> {
    let text: string;
    try {
      text = await readFile(this.#path, "utf8");
    } catch (error) {
      if ((error as { code?: unknown }).code === "ENOENT") return undefined;
      throw error;
    }
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw new AffineError("state_corrupt", `${this.#path} is damaged: it says which shard was sealed last.`, {
        hint: "Compare the newest shard in records/ with what the chain and the signer say of it; then delete this file.",
        cause,
      });
    }
  }
}
