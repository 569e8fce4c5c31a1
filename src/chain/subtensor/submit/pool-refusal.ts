import type { RpcError } from "../rpc/rpc-message.ts";

/**
 * Why a node's pool did not take a transaction.
 * `known`: it has it already. `nonce`: another call of the hotkey took its place. `named`: the chain would refuse it.
 * `busy`: not now.
 */
export type PoolRefusal =
  | { readonly kind: "known" | "nonce" | "rate_limit" }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "busy"; readonly text: string };

/** Codes of author_submitExtrinsic (sc-rpc-api, author/error.rs). */
const INVALID = 1010;
const ALREADY_IMPORTED = 1013;
const PRIORITY_TOO_LOW = 1014;

/** Code of `CustomTransactionError` for a rate limit (common/src/transaction_error.rs). */
const RATE_LIMIT_EXCEEDED = 6;

/** The others of `CustomTransactionError` that a hotkey's calls can meet, by the names of the pallet's own errors. */
const CUSTOM: Readonly<Record<number, string>> = {
  0: "ColdkeySwapAnnounced",
  1: "NotEnoughStakeToSetWeights",
  2: "NotEnoughBalanceToStake",
  3: "SubnetNotExists",
  4: "HotKeyAccountNotExists",
  10: "HotKeyNotRegisteredInNetwork",
  15: "InvalidRevealRound",
  16: "NoWeightsCommitFound",
  17: "RevealTooEarly",
  18: "InputLengthsUnequal",
  19: "HotKeyNotRegisteredInSubNet",
  21: "ColdkeySwapDisputed",
  255: "BadRequest",
};

export function readPoolRefusal({ code, message, data }: RpcError): PoolRefusal {
  const text = `${message}${typeof data === "string" ? `: ${data}` : ""}`;
  if (code === ALREADY_IMPORTED) return { kind: "known" };
  if (code === PRIORITY_TOO_LOW) return { kind: "nonce" };
  if (code !== INVALID) return { kind: "busy", text };
  const custom = /custom error: (\d+)/i.exec(text)?.[1];
  if (custom !== undefined) {
    const number = Number(custom);
    if (number === RATE_LIMIT_EXCEEDED) return { kind: "rate_limit" };
    return { kind: "named", name: CUSTOM[number] ?? `CustomError${number}` };
  }
  // InvalidTransaction::Stale and ::Future, by their text (sp_runtime::transaction_validity).
  if (/outdated|stale|valid in the future/i.test(text)) return { kind: "nonce" };
  if (/ancient birth block/i.test(text)) return { kind: "busy", text };
  if (/bad signature/i.test(text)) return { kind: "named", name: "BadProof" };
  if (/pay some fees/i.test(text)) return { kind: "named", name: "Payment" };
  return { kind: "named", name: "InvalidTransaction" };
}
