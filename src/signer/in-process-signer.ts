import type { Chain } from "../chain/chain.ts";
import type { SigningKey } from "../wallet/signing-key.ts";
import { KeyHolder } from "./key-holder.ts";
import { MemoryLog } from "./log/memory-log.ts";

/** The key in the validator's own process: for the demo and tests, where there is nothing to steal. */
export class InProcessSigner extends KeyHolder {
  constructor(options: { key: SigningKey; chain: Chain; netuid: number }) {
    super({ ...options, log: new MemoryLog(), publicOnly: false });
  }
}
