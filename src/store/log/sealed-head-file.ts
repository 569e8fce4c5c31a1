import { join } from "node:path";
import { z } from "zod";
import { sha256HexSchema } from "../../core/index.ts";
import { JsonFile } from "../../io/index.ts";

const schema = z.strictObject({ v: z.literal(1), seq: z.int().nonnegative(), headerHash: sha256HexSchema });

/** The newest shard that was sealed, kept in the journal: records that vanish are missed at the next start. */
export class SealedHeadFile {
  readonly #file: JsonFile<z.infer<typeof schema>>;

  constructor(folder: string) {
    this.#file = new JsonFile(join(folder, "sealed.json"), schema, {
      maxBytes: 4096,
      version: { key: "v", number: 1 },
      hint: "Compare the newest shard in records/ with what the chain and the signer say of it; then delete this file.",
    });
  }

  async write({ seq, headerHash }: { seq: number; headerHash: string }): Promise<void> {
    await this.#file.write({ v: 1, seq, headerHash });
  }

  /** @throws AffineError `state_corrupt` for a damaged one. */
  read(): Promise<{ seq: number; headerHash: string } | undefined> {
    return this.#file.read();
  }
}
