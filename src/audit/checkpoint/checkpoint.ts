import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { AffineError, canonicalJson, sha256HexSchema } from "../../core/index.ts";
import { macOf, readJson, replaceFile, sealingKey } from "../../io/index.ts";

const bodySchema = z.strictObject({
  v: z.literal(1),
  /** Digest of the program that judged. */
  code: sha256HexSchema,
  rules: z.string(),
  netuid: z.int(),
  /** By hotkey: hashes of shards whose answers were all judged and found right. */
  shards: z.record(z.string(), z.array(sha256HexSchema)),
});
const fileSchema = z.strictObject({ body: bodySchema, mac: sha256HexSchema });
type Body = z.infer<typeof bodySchema>;

/** A million shards or so. */
const MOST_BYTES = 128 << 20;
const HINT = "Delete the file and its .key: everything is judged again then.";

/**
 * What an earlier `af verify` found right, so that the next judges only what is new: hashes of shards, sealed with a key
 * that lies beside the file. It belongs to one program and one set of rules; signatures, chains, questions, documents,
 * the replay and the weights are looked at every time. Whoever can read the key can forge it: keep it to yourself.
 */
export class Checkpoint {
  readonly #path: string;
  readonly #key: Buffer;
  readonly #about: Pick<Body, "code" | "rules" | "netuid">;
  readonly #before: Body["shards"];
  readonly #known: ReadonlySet<string>;
  /** Whether what was there belongs to another program or other rules, and is replaced. */
  readonly isOther: boolean;

  private constructor(
    path: string,
    key: Buffer,
    about: Pick<Body, "code" | "rules" | "netuid">,
    body: Body | undefined,
  ) {
    this.#path = path;
    this.#key = key;
    this.#about = about;
    const { code, rules, netuid } = about;
    this.isOther = body !== undefined && (body.code !== code || body.rules !== rules || body.netuid !== netuid);
    this.#before = this.isOther || body === undefined ? {} : body.shards;
    this.#known = new Set(Object.values(this.#before).flat());
  }

  /** @throws AffineError `state_corrupt` for one that was altered or has lost its key. */
  static async open(path: string, about: Pick<Body, "code" | "rules" | "netuid">): Promise<Checkpoint> {
    const file = await readJson(path, fileSchema, { maxBytes: MOST_BYTES, hint: HINT });
    const { key: stored, isNew } = await sealingKey(`${path}.key`);
    if (file === undefined) return new Checkpoint(path, stored, about, undefined);
    if (isNew) throw altered(path, "has lost its key");
    const [right, there] = [macOf(textOf(file.body), stored), Buffer.from(file.mac, "hex")];
    if (!timingSafeEqual(right, there)) throw altered(path, "was altered");
    return new Checkpoint(path, stored, about, file.body);
  }

  /** Whether all answers of a shard were judged before, and found right. */
  has(shardHash: string): boolean {
    return this.#known.has(shardHash);
  }

  /**
   * Writes down which shards' answers are right, by hotkey.
   *
   * @param isWhole false while verifying still goes on: what was known before stays known then
   * @throws AffineError `disk_full`, `file_access`
   */
  async save(sound: ReadonlyMap<string, readonly string[]>, isWhole: boolean): Promise<void> {
    const before = isWhole ? [] : Object.entries(this.#before);
    const all = new Map(before.map(([hotkey, hashes]) => [hotkey, new Set(hashes)]));
    for (const [hotkey, hashes] of sound) all.set(hotkey, new Set([...(all.get(hotkey) ?? []), ...hashes]));
    const shards = Object.fromEntries([...all].map(([hotkey, hashes]) => [hotkey, [...hashes].sort()]));
    const body: Body = { v: 1, ...this.#about, shards };
    await replaceFile(this.#path, `${JSON.stringify({ body, mac: macOf(textOf(body), this.#key).toString("hex") })}\n`);
  }
}

function textOf(body: Body): Uint8Array {
  return new TextEncoder().encode(canonicalJson(body));
}

function altered(path: string, what: string): AffineError {
  return new AffineError("state_corrupt", `The checkpoint ${path} ${what}: nothing is verified by it.`, { hint: HINT });
}
