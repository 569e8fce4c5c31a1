import { AffineError, errorMessage, withoutPeriod } from "../../../core/index.ts";
import type { Hex } from "../../chain.ts";
import type { RpcConnection } from "../rpc/rpc-connection.ts";
import { hexSchema, type RuntimeVersion } from "../session/wire.ts";
import { sharedCodecsOf, type Codecs } from "./codecs.ts";
import { findDrift, warnOfDrift, type Drift } from "./drift.ts";

/** Newest first; both have runtime APIs, which version 14 lacks. */
const METADATA_VERSIONS = [16, 15];

type StorageCodec = ReturnType<Codecs["builder"]["buildStorage"]>;

/**
 * A version of the chain's runtime: how its storage, calls and answers are encoded, out of its own metadata. What it
 * decodes is `unknown`: a schema of the reader's says what it must be.
 */
export class Runtime {
  readonly version: RuntimeVersion;
  readonly codecs: Codecs;
  readonly drifts: readonly Drift[];
  readonly #storage = new Map<string, StorageCodec>();

  constructor(version: RuntimeVersion, codecs: Codecs) {
    this.version = version;
    this.codecs = codecs;
    this.drifts = findDrift(codecs);
  }

  /** Asks a node for the metadata of a block's runtime, and warns of what changed. @throws AffineError `chain_…` */
  static async load(connection: RpcConnection, at: Hex, version: RuntimeVersion): Promise<Runtime> {
    for (const metadataVersion of METADATA_VERSIONS) {
      const argument = `0x${metadataVersion.toString(16).padStart(2, "0")}000000`;
      const call = ["Metadata_metadata_at_version", argument, at];
      const answer = await connection.request("state_call", call, hexSchema);
      if (answer === "0x00") continue;
      const runtime = new Runtime(version, await sharedCodecsOf(answer));
      warnOfDrift(runtime.drifts, version.specVersion);
      return runtime;
    }
    throw new AffineError("chain_decode", `The node at ${connection.url} has no metadata that can be read.`, {
      hint: `Versions ${METADATA_VERSIONS.join(" and ")} are; use a node of Bittensor as it is released.`,
    });
  }

  /** Whether this runtime has a storage item of that name. */
  hasStorage(pallet: string, item: string): boolean {
    const found = this.codecs.metadata.pallets.find(({ name }) => name === pallet)?.storage;
    return found?.items.some(({ name }) => name === item) === true;
  }

  /** Whether this runtime has a constant of that name. */
  hasConstant(pallet: string, name: string): boolean {
    const found = this.codecs.metadata.pallets.find((one) => one.name === pallet);
    return found?.constants.some((one) => one.name === name) === true;
  }

  /** Key of a storage value, or with fewer arguments than it has the prefix of several. */
  storageKey(pallet: string, item: string, ...args: readonly unknown[]): Hex {
    return this.#guard(`the key of ${pallet}.${item}`, () => this.#codec(pallet, item).keys.enc(...args) as Hex);
  }

  /** The arguments in a storage key. */
  storageArgs(pallet: string, item: string, key: Hex): unknown {
    return this.#guard(`a key of ${pallet}.${item}`, () => this.#codec(pallet, item).keys.dec(key) as unknown);
  }

  /** A storage value; the item's default where there is none. */
  storageValue(pallet: string, item: string, bytes: Hex | null): unknown {
    const codec = this.#codec(pallet, item);
    return this.#guard(
      `${pallet}.${item}`,
      () => (bytes === null ? codec.fallback : codec.value.dec(bytes)) as unknown,
    );
  }

  constant(pallet: string, name: string): unknown {
    const found = this.codecs.metadata.pallets.find((one) => one.name === pallet);
    const value = found?.constants.find((one) => one.name === name)?.value;
    if (value === undefined) throw missing(`constant ${pallet}.${name}`);
    const codec = this.codecs.builder.buildConstant(pallet, name);
    return this.#guard(`${pallet}.${name}`, () => codec.dec(value) as unknown);
  }

  /** Arguments of a runtime API call, and what decodes its answer. */
  api(api: string, method: string): { encode(...args: readonly unknown[]): Hex; decode(bytes: Hex): unknown } {
    const codec = this.#build(`runtime API ${api}.${method}`, () => this.codecs.builder.buildRuntimeCall(api, method));
    return {
      encode: (...args) => toHex(this.#guard(`the arguments of ${method}`, () => codec.args.enc([...args]))),
      decode: (bytes) => this.#guard(`the answer of ${method}`, () => codec.value.dec(bytes) as unknown),
    };
  }

  /**
   * A call, encoded with its two index bytes.
   *
   * @throws AffineError `chain_decode` when this runtime's call is not the one that this code was written for.
   */
  encodeCall(pallet: string, name: string, args: unknown): Uint8Array {
    const drift = this.drifts.find((one) => one.kind === "call" && one.pallet === pallet && one.name === name);
    if (drift !== undefined) {
      throw new AffineError("chain_decode", `${pallet}.${name} is not what it was: ${drift.found ?? "it is gone"}.`, {
        hint: `Runtime ${this.version.specVersion} is newer than this program: update it. Nothing was sent.`,
        details: { name: "CallChanged", call: `${pallet}.${name}`, specVersion: this.version.specVersion },
      });
    }
    const { codec, location } = this.#build(`call ${pallet}.${name}`, () =>
      this.codecs.builder.buildCall(pallet, name),
    );
    return Uint8Array.of(...location, ...this.#guard(`the call ${pallet}.${name}`, () => codec.enc(args)));
  }

  #codec(pallet: string, item: string): StorageCodec {
    const name = `${pallet}.${item}`;
    const known = this.#storage.get(name);
    if (known !== undefined) return known;
    const codec = this.#build(`storage item ${name}`, () => this.codecs.builder.buildStorage(pallet, item));
    this.#storage.set(name, codec);
    return codec;
  }

  /** The library's builders throw whatever comes when the metadata lack a thing. */
  #build<T>(what: string, build: () => T): T {
    try {
      return build();
    } catch (cause) {
      throw missing(what, cause);
    }
  }

  #guard<T>(what: string, work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw new AffineError(
        "chain_decode",
        `${what} cannot be encoded or decoded: ${withoutPeriod(errorMessage(cause))}.`,
        {
          hint: "The node's answer is damaged, or its runtime is newer than this program.",
          cause,
        },
      );
    }
  }
}

function missing(what: string, cause?: unknown): AffineError {
  return new AffineError("chain_decode", `The chain's runtime has no ${what}.`, {
    hint: "It is newer than this program, or no runtime of Bittensor: look for a newer version of this program.",
    ...(cause === undefined ? {} : { cause }),
  });
}

export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

export function fromHex(hex: Hex): Uint8Array {
  return Buffer.from(hex.slice(2), "hex");
}
