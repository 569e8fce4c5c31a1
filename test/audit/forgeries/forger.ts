import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { SigningKey } from "../../../src/wallet/index.ts";

// Nothing of src/record is in here: a forger writes what it likes, and a fault of the encoder would hide in both.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Fields = Record<string, Json>;

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** Sorted keys, no white space. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name]!)}`).join(",")}}`;
}

/** A shard as text. */
export interface RawShard {
  /** Without the signature. */
  header: Fields;
  records: Fields[];
}

/** What a shard is written from; what is left out follows from the rest. */
export interface Forged {
  header: Fields;
  /** Lines without their newline. */
  lines: readonly string[];
  body?: string;
  /** The first line as it is to stand there, made of the signed header. */
  headerText?: (signed: Fields) => string;
  sign?: (message: Buffer) => Uint8Array;
}

/** Writes a validator's chain by hand, and edits what is stored as anybody can who owns the store. */
export class Forger {
  readonly folder: string;
  readonly netuid: number;
  readonly key: SigningKey;

  constructor(folder: string, netuid: number, key: SigningKey) {
    this.folder = folder;
    this.netuid = netuid;
    this.key = key;
  }

  get records(): string {
    return join(this.folder, "records", String(this.netuid), this.key.address);
  }

  keyOf(seq: number): string {
    return `records/${this.netuid}/${this.key.address}/${String(seq).padStart(10, "0")}.ndjson.gz`;
  }

  path(seq: number): string {
    return join(this.folder, this.keyOf(seq));
  }

  objectPath(kind: "transcripts" | "documents", hash: string): string {
    return join(this.folder, kind, String(this.netuid), hash.slice(0, 2), `${hash}.json.gz`);
  }

  async count(): Promise<number> {
    return (await readdir(this.records)).length;
  }

  async read(seq: number): Promise<RawShard> {
    const [first = "", ...lines] = gunzipSync(await readFile(this.path(seq)))
      .toString("utf8")
      .split("\n");
    const header = JSON.parse(first) as Fields;
    delete header["signature"];
    lines.pop();
    return { header, records: lines.map((line) => JSON.parse(line) as Fields) };
  }

  /** The uncompressed bytes of a shard, and the hash by which its successor names it. */
  pack({ header, lines, body = lines.map((line) => `${line}\n`).join(""), headerText = canonical, sign }: Forged) {
    const whole = { ...header, body: header["body"] ?? sha256(body), count: header["count"] ?? lines.length };
    const message = Buffer.from(`affine/shard/v1\n${canonical(whole)}`);
    const signature = Buffer.from((sign ?? ((bytes) => this.key.sign(bytes)))(message)).toString("hex");
    const text = `${headerText({ ...whole, signature })}\n${body}`;
    return { text, hash: sha256(canonical(whole)) };
  }

  async write(seq: number, text: string | Buffer): Promise<void> {
    await mkdir(this.records, { recursive: true });
    await writeFile(this.path(seq), gzipSync(text));
  }

  /** A shard signed anew, and every later one after it. */
  async forge(
    seq: number,
    /** What it gives back is {@link Forged} in part, or nothing. */
    change: (shard: RawShard) => unknown,
    { follow = true } = {},
  ): Promise<void> {
    const last = await this.count();
    let previous: string | null = null;
    for (let place = seq; place < (follow ? last : seq + 1); place += 1) {
      const shard = await this.read(place);
      if (previous !== null) shard.header["previous"] = previous;
      const before = { ...shard.header };
      const changed = place === seq ? ((await change(shard)) as Partial<Forged> | undefined) : undefined;
      const told = changed ?? {};
      const header: Fields = { ...shard.header, ...told.header };
      if (place === seq) {
        if (header["body"] === before["body"]) delete header["body"];
        if (header["count"] === before["count"]) delete header["count"];
      }
      const lines = told.lines ?? shard.records.map(canonical);
      const { text, hash } = this.pack({ ...told, header, lines });
      await this.write(place, text);
      previous = hash;
    }
  }

  /** Edits stored bytes. */
  async edit(path: string, change: (bytes: Buffer) => Buffer): Promise<void> {
    await writeFile(path, change(await readFile(path)));
  }

  async transcript(hash: string): Promise<Fields> {
    return JSON.parse(gunzipSync(await readFile(this.objectPath("transcripts", hash))).toString()) as Fields;
  }

  /** Stores an object under its own hash. */
  async put(kind: "transcripts" | "documents", value: Fields): Promise<string> {
    const text = canonical(value);
    const path = this.objectPath(kind, sha256(text));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, gzipSync(text));
    return sha256(text);
  }
}
