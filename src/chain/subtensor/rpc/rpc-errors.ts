import { AffineError } from "../../../core/index.ts";
import type { RpcError } from "./rpc-message.ts";

/** JSON-RPC 2.0: the node has no such method. */
const METHOD_NOT_FOUND = -32_601;

/** State of a block that the node does not have: unknown to it, or pruned (sc-client-api, sp-blockchain). */
const UNKNOWN_BLOCK = /unknown ?block|header (was )?not found|state already discarded|block .*not found/i;

/** The project's error for a node's refusal of a read. Refusals of transactions are read by pool-refusal.ts. */
export function readError(endpoint: string, method: string, error: RpcError): AffineError {
  const text = `${error.message}${typeof error.data === "string" ? `: ${error.data}` : ""}`;
  const details = { endpoint, method, rpcCode: error.code };
  if (UNKNOWN_BLOCK.test(text)) {
    return new AffineError("not_found", `The block is not known at ${endpoint}, or its state is pruned (${text}).`, {
      hint: "Nodes keep the state of about 256 blocks; for older ones name an archive node as the endpoint.",
      details,
    });
  }
  if (error.code === METHOD_NOT_FOUND) {
    return new AffineError("chain_decode", `The node at ${endpoint} does not know ${method}.`, {
      hint: "It is no node of Bittensor, or one that closes this method: use another endpoint.",
      details,
    });
  }
  return new AffineError("chain_transport", `The node at ${endpoint} refused ${method}: ${text}`, {
    hint: "Try again later, or use another endpoint.",
    details,
  });
}

export function transportError(endpoint: string, why: string, cause?: unknown): AffineError {
  return new AffineError("chain_transport", `The chain at ${endpoint} cannot be reached: ${why}.`, {
    hint: "Check the network and SUBTENSOR_ENDPOINT; SUBTENSOR_FALLBACK names a second address.",
    details: { endpoint },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** An answer that is not what such a node answers. */
export function decodeError(endpoint: string, what: string, cause?: unknown): AffineError {
  return new AffineError("chain_decode", `What answers at ${endpoint} makes no sense: ${what}.`, {
    hint: "Check the address; if it is right, use another endpoint, or update this program.",
    details: { endpoint },
    ...(cause === undefined ? {} : { cause }),
  });
}
