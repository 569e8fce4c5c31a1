import { z } from "zod";
import type { Chain } from "../../chain/index.ts";
import { AffineError, blockHashSchema, blockNumberSchema, errorMessage } from "../../core/index.ts";

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 16 * 1_048_576;

/** The part of a status by which its chain is known. */
const whereSchema = z.looseObject({
  chain: z.looseObject({ netuid: z.int() }),
  recentBlocks: z.array(z.looseObject({ number: blockNumberSchema, hash: blockHashSchema })),
});

/** The chain that a page must speak of. */
export interface ExpectedChain {
  readonly netuid: number;
  readonly chain: Pick<Chain, "blockHash">;
}

/**
 * What a validator's page tells (`GET /api/status`), if it is the page of this chain and subnet; or why it is not known.
 */
export async function pageStatus(
  pageUrl: string,
  expected: ExpectedChain,
): Promise<{ readonly status: unknown } | { readonly unknown: string }> {
  const url = `${pageUrl.replace(/\/+$/, "")}/api/status`;
  let text: string;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
    if (!response.ok) return { unknown: `${url} answers ${response.status}` };
    text = await boundedText(response);
  } catch (thrown) {
    return { unknown: `${url} cannot be reached (${errorMessage(thrown)})` };
  }
  const status = jsonOf(text);
  const where = whereSchema.safeParse(status);
  if (!where.success) return { unknown: `${url} is no validator's status` };
  const { netuid } = where.data.chain;
  if (netuid !== expected.netuid) return { unknown: `${url} is of subnet ${netuid}, not ${expected.netuid}` };
  const isOurs = await isOf(expected.chain, where.data.recentBlocks);
  if (isOurs === undefined) return { unknown: `${url} tells of no block that our endpoint of the chain has` };
  return isOurs ? { status } : { unknown: `${url} is of another chain` };
}

/** Whether the newest block that a page tells of, and that our chain has too, is the same one; `undefined` without one. */
async function isOf(
  chain: Pick<Chain, "blockHash">,
  blocks: readonly { readonly number: number; readonly hash: string }[],
): Promise<boolean | undefined> {
  for (const { number, hash } of blocks.toSorted((a, b) => b.number - a.number)) {
    try {
      return (await chain.blockHash(number)) === hash;
    } catch (error) {
      // Ours may be a block behind, or have forgotten it.
      if (!AffineError.isInstance(error) || error.code !== "not_found") throw error;
    }
  }
  // A page that has shown no block yet says nothing of another chain either.
  return blocks.length === 0 ? true : undefined;
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > MAX_BYTES) throw new AffineError("invalid_input", `it sends more than ${MAX_BYTES} bytes`);
    text += decoder.decode(chunk as Uint8Array, { stream: true });
  }
  return text + decoder.decode();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return undefined;
  }
}
