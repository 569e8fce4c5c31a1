import { setTimeout as sleep } from "node:timers/promises";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { AffineError, blockNumberSchema, faultsOf } from "../../../core/index.ts";
import { TimeLimit } from "../../../io/index.ts";
import type { At } from "../../chain.ts";
import { extrinsicSchema } from "../block/extrinsic.ts";
import type { ChainNode, ViewName } from "../node/chain-node.ts";
import { hotkeySchema } from "../state/genesis.ts";
import { errorResponse } from "./error-response.ts";
import { GENESIS_HEADER, hexSchema, viewSchemas } from "./wire.ts";

const MAX_BODY_BYTES = 256 * 1024;
const MAX_WAIT_MS = 30_000;

const decimal = z
  .string()
  .regex(/^\d{1,15}$/, "decimal digits")
  .transform(Number);
const viewNameSchema = z.enum(Object.keys(viewSchemas) as [ViewName, ...ViewName[]]);
const waitQuery = z.object({
  number: decimal.pipe(blockNumberSchema),
  timeoutMs: decimal.pipe(z.int().max(MAX_WAIT_MS)).default(MAX_WAIT_MS),
});
const atSchema = z
  .string()
  .regex(/^\d{1,15}:0x[0-9a-f]{64}$/, "a block number, a colon and the block's hash")
  .transform((text) => ({ number: Number(text.split(":")[0]), hash: hexSchema.parse(text.split(":")[1]) }))
  .optional();

/** The chain's HTTP door, described in docs/embedded-chain.md. */
export function chainRoutes(node: ChainNode, genesis: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    context.header(GENESIS_HEADER, genesis);
    await next();
  });
  app.onError((thrown, context) => errorResponse(context, thrown));
  app.notFound((context) => errorResponse(context, new AffineError("not_found", `No ${context.req.path} here.`)));

  app.get("/v1/status", async (context) => context.json(await node.status()));
  app.get("/v1/blocks/:number", async (context) => {
    const number = valid(decimal, context.req.param("number"), "number");
    return context.json({ number, hash: await node.blockHash(number) });
  });
  app.get("/v1/rounds/:round", async (context) => {
    const round = valid(decimal, context.req.param("round"), "round");
    return context.json({ round, signature: await node.roundSignature(round) });
  });
  app.get("/v1/wait", async (context) => {
    const { number, timeoutMs } = valid(waitQuery, context.req.query(), "query");
    const limit = new TimeLimit(timeoutMs, context.req.raw.signal);
    try {
      return context.json(await node.waitForBlock(number, limit.signal));
    } catch (thrown) {
      if (!AffineError.isInstance(thrown) || thrown.code !== "interrupted") throw thrown;
      return context.json((await node.status()).head);
    } finally {
      limit.clear();
    }
  });
  app.get("/v1/timestamp", async (context) =>
    context.json({ timestampMs: await node.timestampMs(at(context.req.query("at"))) }),
  );
  app.get("/v1/subnets/:netuid/:view", async (context) => {
    const netuid = valid(decimal, context.req.param("netuid"), "netuid");
    const view = valid(viewNameSchema, context.req.param("view"), "view");
    return context.json(await node.read(view, netuid, at(context.req.query("at"))));
  });
  app.get("/v1/nonces/:hotkey", async (context) => {
    const hotkey = valid(hotkeySchema, context.req.param("hotkey"), "hotkey");
    return context.json({ nonce: await node.nextNonce(hotkey) });
  });
  app.post("/v1/calls", bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseBody }), async (context) => {
    const extrinsic = valid(extrinsicSchema, await jsonBody(context.req.raw), "body");
    return context.json({ hash: await node.submit(extrinsic) });
  });
  app.get("/v1/calls/:hash", async (context) => {
    const hash = valid(hexSchema, context.req.param("hash"), "hash");
    const timeoutMs = valid(waitQuery.shape.timeoutMs, context.req.query("timeoutMs"), "timeoutMs");
    const stop = new AbortController();
    const timer = sleep(timeoutMs, null, { signal: AbortSignal.any([stop.signal, context.req.raw.signal]) });
    // Whichever comes second goes unheard: the aborted timer, or the receipt, for which the client asks again.
    const settled = await Promise.allSettled([Promise.race([node.receipt(hash), timer.catch(() => null)])]);
    stop.abort();
    const [result] = settled;
    if (result.status === "rejected") throw result.reason;
    return context.json({ receipt: result.value });
  });
  return app;
}

function at(text: string | undefined): At {
  return valid(atSchema, text, "at");
}

function valid<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AffineError("invalid_input", `The request's ${what} is malformed: ${faultsOf(parsed.error, value)}`, {
    hint: "docs/embedded-chain.md shows every request.",
  });
}

async function jsonBody(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    throw new AffineError("invalid_input", "The request's body is not JSON.", { cause });
  }
}

function refuseBody(): never {
  throw new AffineError("invalid_input", `The request's body has more than ${MAX_BODY_BYTES} bytes.`);
}
