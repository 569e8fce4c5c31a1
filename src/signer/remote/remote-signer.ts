import { Agent, request } from "undici";
import type { z } from "zod";
import type { BlockRef, SetWeightsResult } from "../../chain/chain.ts";
import { AffineError, errorMessage } from "../../core/index.ts";
import { retry, TimeLimit } from "../../io/index.ts";
import type { ShardHeader } from "../../record/index.ts";
import { addressText, type SignerAddress } from "../address.ts";
import type { SignedHead, Signer, WeightIntent } from "../signer.ts";
import {
  blockReplySchema,
  errorFromWire,
  identityReplySchema,
  identitySchema,
  MOST_BODY_BYTES,
  PATHS,
  signatureReplySchema,
  weightsReplySchema,
  type SignerIdentity,
} from "../wire.ts";

export interface RemoteSignerOptions {
  readonly address: SignerAddress;
  readonly token?: string | undefined;
  /** How often a call that did not reach the signer is tried again. Default 10. */
  readonly retries?: number;
  /** Pause between tries. Default 2,000. */
  readonly retryDelayMs?: number;
  /** Ends waiting and calls. */
  readonly signal?: AbortSignal;
}

/** A block can be late: setting weights waits for several of them. */
const CHAIN_TIMEOUT_MS = 180_000;
const SIGN_TIMEOUT_MS = 15_000;

/** A signer in another process. */
export class RemoteSigner implements Signer {
  readonly address: string;
  readonly #options: RemoteSignerOptions;
  readonly #agent: Agent;

  /** @param identity who the signer is: asked with {@link identityOf}, or known from an earlier start */
  constructor(options: RemoteSignerOptions, identity: Pick<SignerIdentity, "address">) {
    this.#options = options;
    this.address = identity.address;
    this.#agent = agentOf(options.address);
  }

  async signedHead(): Promise<SignedHead | undefined> {
    try {
      const exchanged = await exchange(this.#agent, this.#options, {
        ...{ path: PATHS.identity, schema: identityReplySchema, timeoutMs: SIGN_TIMEOUT_MS },
      });
      return exchanged.head ?? undefined;
    } catch (error) {
      // A validator starts and evaluates while its signer is away; the signer itself refuses what does not follow.
      if (AffineError.isInstance(error) && error.code === "signer_unavailable" && error.retryable) return undefined;
      throw error;
    }
  }

  async signShardHeader(header: ShardHeader): Promise<Uint8Array> {
    const { signature } = await this.#post(PATHS.shardHeader, { header }, signatureReplySchema, SIGN_TIMEOUT_MS);
    return Uint8Array.from(Buffer.from(signature, "hex"));
  }

  setWeights({ netuid, window, weights, hotkeys }: WeightIntent): Promise<SetWeightsResult> {
    const owners = hotkeys === undefined ? {} : { hotkeys: [...hotkeys] };
    const body = { netuid, window, weights: [...weights], ...owners };
    return this.#post(PATHS.weights, body, weightsReplySchema, CHAIN_TIMEOUT_MS);
  }

  announce(text: string): Promise<BlockRef> {
    return this.#post(PATHS.announcement, { text }, blockReplySchema, CHAIN_TIMEOUT_MS);
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #post<Schema extends z.ZodType>(path: string, body: object, schema: Schema, timeoutMs: number) {
    return retrying(this.#options, () =>
      exchange(this.#agent, this.#options, { path, body: JSON.stringify(body), schema, timeoutMs }),
    );
  }
}

/**
 * Asks a signer who it is, as often as the options say.
 *
 * @throws AffineError `signer_unavailable` when none answers, `credentials_invalid` for a wrong token
 */
export async function identityOf(options: RemoteSignerOptions): Promise<SignerIdentity> {
  const agent = agentOf(options.address);
  try {
    return await retrying(options, () =>
      exchange(agent, options, { path: PATHS.identity, schema: identitySchema, timeoutMs: SIGN_TIMEOUT_MS }),
    );
  } finally {
    await agent.destroy();
  }
}

function agentOf(address: SignerAddress): Agent {
  return new Agent({
    connect: "socket" in address ? { socketPath: address.socket, timeout: 2_000 } : { timeout: 2_000 },
    connections: 8,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** Again while the signer was not reached: what it got and did is never sent a second time from here. */
function retrying<T>({ retries = 10, retryDelayMs = 2_000, signal }: RemoteSignerOptions, work: () => Promise<T>) {
  return retry(work, {
    signal,
    pauseMs(error, attempts) {
      const unreached = AffineError.isInstance(error) && error.code === "signer_unavailable";
      return unreached && attempts <= retries ? retryDelayMs : null;
    },
    interrupted: (error) => error,
  });
}

interface Exchange<Schema extends z.ZodType> {
  readonly path: string;
  readonly body?: string;
  readonly schema: Schema;
  readonly timeoutMs: number;
}

async function exchange<Schema extends z.ZodType>(
  agent: Agent,
  { address, token, signal }: RemoteSignerOptions,
  { path, body, schema, timeoutMs }: Exchange<Schema>,
): Promise<z.output<Schema>> {
  const limit = new TimeLimit(timeoutMs, signal);
  let statusCode: number;
  let reply: unknown;
  try {
    const response = await request(`${"socket" in address ? "http://signer" : address.url}${path}`, {
      dispatcher: agent,
      method: body === undefined ? "GET" : "POST",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body }),
      signal: limit.signal,
    });
    statusCode = response.statusCode;
    reply = JSON.parse(await boundedText(response.body)) as unknown;
  } catch (cause) {
    throw exchangeFailure(address, cause);
  } finally {
    limit.clear();
  }
  const failure = errorFromWire(reply);
  if (failure !== undefined) throw failure;
  const parsed = schema.safeParse(reply);
  if (statusCode === 200 && parsed.success) return parsed.data;
  throw new AffineError("signer_unavailable", `What answers at ${addressText(address)} is no signer.`, {
    hint: "Check SIGNER_URL; the signer is started with `af signer`.",
    retryable: false,
    details: { statusCode },
  });
}

async function boundedText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw new Error("the reply is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Connections that never came about are `signer_unavailable`; with all others the signer may have done the work. */
function exchangeFailure(address: SignerAddress, cause: unknown): AffineError {
  const code = (cause as { code?: unknown }).code;
  const unreached = ["ECONNREFUSED", "ENOENT", "EACCES", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT", "EAI_AGAIN"];
  if (typeof code === "string" && unreached.includes(code)) {
    const denied = code === "EACCES" ? " This user may not open its socket." : "";
    return new AffineError("signer_unavailable", `No signer answers at ${addressText(address)}.${denied}`, {
      hint: "Start it with `af signer` (same user, same data folder), or set SIGNER_URL.",
      cause,
    });
  }
  return new AffineError("timeout", `The signer's answer was lost: ${errorMessage(cause)}`, {
    hint: "It may have done what was asked; the chain shows it. It is asked again.",
    cause,
  });
}
