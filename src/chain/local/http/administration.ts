import { createHash, timingSafeEqual } from "node:crypto";
import type { Hono } from "hono";
import { Agent } from "undici";
import { z } from "zod";
import { AffineError, faultsOf } from "../../../core/index.ts";
import type { BlockRef } from "../../chain.ts";
import { hyperparametersChangeSchema, type HyperparametersChange } from "../state/genesis.ts";
import { ask, unpack } from "./request.ts";
import { blockRefSchema } from "./wire.ts";

/** Changing the chain's rules over HTTP, for whoever holds the token. */
export interface Administration {
  /** At least 32 characters, known to the owner of the chain only. */
  readonly token: string;
  readonly change: (netuid: number, change: HyperparametersChange) => Promise<BlockRef>;
}

const PATH = "/v1/admin/hyperparameters";
const MAX_BODY_BYTES = 16 * 1024;
const bodySchema = z.strictObject({ netuid: z.int().min(0).max(65_535), change: hyperparametersChangeSchema });

/** Adds the administrator's door. There is none on a chain that is served without a token. */
export function addAdministration(app: Hono, { token, change }: Administration): void {
  if (token.length < 32)
    throw new AffineError("config_invalid", "An administrator's token has at least 32 characters.");
  app.post(PATH, async (context) => {
    if (!carriesToken(context.req.header("authorization"), token)) {
      throw new AffineError("credentials_invalid", "The request does not carry the administrator's token.", {
        hint: "It is in <data folder>/localnet/admin.token; `af localnet set` reads it there.",
      });
    }
    const text = await context.req.text();
    const parsed = bodySchema.safeParse(text.length > MAX_BODY_BYTES ? undefined : parseJson(text));
    if (!parsed.success) {
      throw new AffineError("invalid_input", `The change is malformed: ${faultsOf(parsed.error)}`);
    }
    return context.json(await change(parsed.data.netuid, parsed.data.change));
  });
}

/**
 * Changes hyperparameters of the embedded chain that another process serves; resolves with the block that has it.
 *
 * @throws AffineError `credentials_invalid` for a wrong token, `invalid_input`, `chain_transport`.
 */
export async function changeLocalChain(
  url: string,
  options: { token: string; netuid: number; change: HyperparametersChange; timeoutMs?: number },
): Promise<BlockRef> {
  const { token, netuid, change, timeoutMs = 120_000 } = options;
  const dispatcher = new Agent();
  try {
    const address = `${url}${PATH}`;
    const headers = { authorization: `Bearer ${token}` };
    const request = { url: address, dispatcher, body: { netuid, change }, headers, timeoutMs, signal: undefined };
    return unpack(address, await ask(request), blockRefSchema);
  } finally {
    await dispatcher.destroy();
  }
}

function carriesToken(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
