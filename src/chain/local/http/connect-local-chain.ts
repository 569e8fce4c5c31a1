import { AffineError } from "../../../core/index.ts";
import type { Hex } from "../../chain.ts";
import { EmbeddedChain } from "../node/embedded-chain.ts";
import { RemoteNode } from "./remote-node.ts";

export interface ConnectOptions {
  /** Milliseconds for one request, besides what it waits for a block. Default 10000. */
  timeoutMs?: number;
  /** Milliseconds for a call to get into a block. Default 120000. */
  callTimeoutMs?: number;
  /** Refuses every chain but this one. */
  genesis?: Hex;
}

/**
 * The embedded chain that another process serves. Connects when it is first used.
 *
 * @param url such as `http://127.0.0.1:9933`.
 * @throws AffineError `config_invalid` when `url` is no http(s) address.
 */
export function connectLocalChain(url: string, options: ConnectOptions = {}): EmbeddedChain {
  const { timeoutMs = 10_000, callTimeoutMs = 120_000, genesis } = options;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !["http:", "https:"].includes(parsed.protocol)) {
    throw new AffineError("config_invalid", `${JSON.stringify(url)} is not the address of an embedded chain.`, {
      hint: "It looks like http://127.0.0.1:9933.",
    });
  }
  const endpoint = parsed.href.replace(/[?#].*$/, "").replace(/\/+$/, "");
  return new EmbeddedChain(new RemoteNode(endpoint, { timeoutMs, callTimeoutMs, genesis }));
}
