import type { Hex } from "../../chain.ts";
import type { Session } from "../session/session.ts";
import { runtimeVersionSchema, type RuntimeVersion } from "../session/wire.ts";
import { Runtime } from "./runtime.ts";

/** Blocks whose runtime version is remembered. */
const REMEMBERED_BLOCKS = 64;

/** The runtime of every block: which version it has, and one set of codecs a version. Shared by all sessions. */
export class Runtimes {
  readonly #versions = new Map<Hex, RuntimeVersion>();
  readonly #runtimes = new Map<number, Promise<Runtime>>();

  /** @throws AffineError `not_found` for a block that the node does not have, `chain_transport`, `chain_decode`. */
  async at(session: Session, block: Hex): Promise<Runtime> {
    const version = this.#versions.get(block) ?? (await this.#readVersion(session, block));
    const known = this.#runtimes.get(version.specVersion);
    if (known !== undefined) return known;
    const loading = Runtime.load(session.connection, block, version);
    this.#runtimes.set(version.specVersion, loading);
    loading.catch(() => this.#runtimes.delete(version.specVersion));
    return loading;
  }

  async #readVersion(session: Session, block: Hex): Promise<RuntimeVersion> {
    const version = await session.connection.request("state_getRuntimeVersion", [block], runtimeVersionSchema);
    this.#versions.set(block, version);
    const oldest = this.#versions.keys().next();
    if (this.#versions.size > REMEMBERED_BLOCKS && oldest.done !== true) this.#versions.delete(oldest.value);
    return version;
  }
}
