import { z } from "zod";
import { AffineError, faultsOf } from "../../../core/index.ts";
import type { BlockRef, Hex } from "../../chain.ts";
import { checkEntries, checkValues, type ReadPlace } from "../proofs/check-reads.ts";
import type { Proofs } from "../proofs/proofs.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Session } from "../session/session.ts";
import { changesSchema, hexSchema, keysSchema } from "../session/wire.ts";

/** Keys a request; nodes refuse more than 1000. */
const PAGE = 512;
/** A subnet has at most 4096 uids; whoever answers with more is not believed. */
const MAX_ENTRIES = 20_000;

/** A storage item with the arguments of its key. */
export type Item<T> = readonly [schema: z.ZodType<T>, pallet: string, item: string, ...args: unknown[]];

type Values<Items extends readonly Item<unknown>[]> = {
  [Index in keyof Items]: Items[Index] extends Item<infer T> ? T : never;
};

/** The chain's state after one block, as one endpoint has it. Every read of one decision goes through one of these. */
export class State {
  readonly session: Session;
  readonly runtime: Runtime;
  readonly block: BlockRef;
  /** Where there are any, storage is not believed but proved. */
  readonly proofs: Proofs | undefined;

  constructor(session: Session, runtime: Runtime, block: BlockRef, proofs?: Proofs) {
    this.session = session;
    this.runtime = runtime;
    this.block = block;
    this.proofs = proofs;
  }

  /** The state after another block, of the same runtime. */
  at(block: BlockRef): State {
    return new State(this.session, this.runtime, block, this.proofs);
  }

  /** Several storage values in one request. @throws AffineError `chain_decode`, `chain_transport`, `not_found` */
  async values<const Items extends readonly Item<unknown>[]>(items: Items): Promise<Values<Items>> {
    const keys = items.map(([, pallet, item, ...args]) => this.runtime.storageKey(pallet, item, ...args));
    const found = await this.#query(keys);
    if (this.proofs !== undefined) {
      const claims = items.map(([, pallet, item], index) => {
        const key = keys[index] ?? "0x";
        return { pallet, item, key, claimed: found.get(key) ?? null };
      });
      await checkValues(this.#place(this.proofs), claims);
    }
    return items.map(([schema, pallet, item], index) => {
      const raw = found.get(keys[index] ?? "0x") ?? null;
      return check(schema, `${pallet}.${item}`, this.runtime.storageValue(pallet, item, raw));
    }) as Values<Items>;
  }

  /** As {@link values}; `undefined` for those that this runtime does not have, and for no other reason. */
  async valuesIfThere<const Items extends readonly Item<unknown>[]>(
    items: Items,
  ): Promise<{ [Index in keyof Items]: Values<Items>[Index] | undefined }> {
    const there = items.filter(([, pallet, item]) => this.runtime.hasStorage(pallet, item));
    const values = (await this.values(there)) as readonly unknown[];
    return items.map((item) => {
      const index = there.indexOf(item);
      return index < 0 ? undefined : values[index];
    }) as { [Index in keyof Items]: Values<Items>[Index] | undefined };
  }

  /** All values whose keys begin with the arguments given; `read` gets the other arguments' decoded form too. */
  async entries<T>(schema: z.ZodType<T>, pallet: string, item: string, ...args: readonly unknown[]): Promise<T[]> {
    const prefix = this.runtime.storageKey(pallet, item, ...args);
    const keys = await this.#keys(prefix);
    const found = new Map<Hex, Hex | null>();
    for (let start = 0; start < keys.length; start += PAGE) {
      const page = await this.#query(keys.slice(start, start + PAGE));
      for (const [key, raw] of page) found.set(key, raw);
    }
    if (this.proofs !== undefined) {
      await checkEntries(this.#place(this.proofs), { pallet, item, prefix, most: MAX_ENTRIES }, found);
    }
    return [...found].map(([key, raw]) => {
      const args = this.runtime.storageArgs(pallet, item, key);
      const value = this.runtime.storageValue(pallet, item, raw);
      return check(schema, `${pallet}.${item}`, { args, value });
    });
  }

  /** Asks a runtime API. */
  async call<T>(schema: z.ZodType<T>, api: string, method: string, ...args: readonly unknown[]): Promise<T> {
    const codec = this.runtime.api(api, method);
    const params = [`${api}_${method}`, codec.encode(...args), this.block.hash];
    const answer = await this.session.connection.request("state_call", params, hexSchema);
    return check(schema, `${api}.${method}`, codec.decode(answer));
  }

  constant<T>(schema: z.ZodType<T>, pallet: string, name: string): T {
    return check(schema, `${pallet}.${name}`, this.runtime.constant(pallet, name));
  }

  #place(proofs: Proofs): ReadPlace {
    return { proofs, session: this.session, runtime: this.runtime, block: this.block };
  }

  async #keys(prefix: Hex): Promise<Hex[]> {
    const keys: Hex[] = [];
    for (;;) {
      const params = [prefix, PAGE, keys.at(-1) ?? null, this.block.hash];
      const page = await this.session.connection.request("state_getKeysPaged", params, keysSchema);
      keys.push(...page);
      if (page.length < PAGE) return keys;
      if (keys.length > MAX_ENTRIES) throw badAnswer(prefix, `more than ${MAX_ENTRIES} entries`);
    }
  }

  async #query(keys: readonly Hex[]): Promise<Map<Hex, Hex | null>> {
    if (keys.length === 0) return new Map();
    const params = [keys, this.block.hash];
    const sets = await this.session.connection.request("state_queryStorageAt", params, changesSchema);
    const asked = new Set(keys);
    return new Map(sets.flatMap(({ changes }) => changes).filter(([key]) => asked.has(key)));
  }
}

/** u64 and larger come as bigint; block numbers and counts are far below 2^53. */
export const integer = z.union([z.number(), z.bigint()]).transform(Number).pipe(z.int().nonnegative());

/** Bytes; the library gives those of fixed length as hexadecimal. */
export const bytes = z.union([
  z.instanceof(Uint8Array),
  hexSchema.transform((hex) => Buffer.from(hex.slice(2), "hex")),
]);

function check<T>(schema: z.ZodType<T>, what: string, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badAnswer(what, faultsOf(parsed.error, value), parsed.error);
}

function badAnswer(what: string, why: string, cause?: unknown): AffineError {
  return new AffineError("chain_decode", `${what} has another form than this program knows: ${why}.`, {
    hint: "The chain's runtime is newer than this program, or the node's answer is damaged.",
    ...(cause === undefined ? {} : { cause }),
  });
}
