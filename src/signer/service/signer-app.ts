import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import type { Chain } from "../../chain/chain.ts";
import { AffineError, errorMessage, faultsOf } from "../../core/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Signer } from "../signer.ts";
import {
  announcementIntentSchema,
  errorToWire,
  MOST_BODY_BYTES,
  PATHS,
  shardHeaderIntentSchema,
  weightsIntentSchema,
  type SignerIdentity,
} from "../wire.ts";
import type { SignerMetrics } from "./signer-metrics.ts";
import { carriesToken } from "../../io/index.ts";

export interface SignerAppOptions {
  readonly signer: Signer;
  readonly identity: SignerIdentity;
  readonly metrics: SignerMetrics;
  readonly log: Logger;
  /** Why it can sign nothing at present, if it cannot. */
  readonly health: () => Promise<string | undefined>;
  /** The signer's own connection, for the health check. */
  readonly chain: Pick<Chain, "health">;
  /** Asked of everybody but the health check; a unix socket is guarded by its mode instead. */
  readonly token?: string;
}

/** The signer's routes: three intents, who it is, health and metrics. There is none that signs bytes made elsewhere. */
export function createSignerApp(options: SignerAppOptions): Hono {
  const { signer, identity, metrics, log, chain, token } = options;
  const app = new Hono();
  const fail = (error: AffineError, status: number): Response => Response.json(errorToWire(error), { status });

  app.get("/health", async (context) => {
    const [problem, seen] = await Promise.all([options.health(), chainHealth(chain)]);
    if (problem === undefined) return context.json({ status: "ok", ...identity, chain: seen });
    return context.json({ status: "failing", problem, ...identity, chain: seen }, 503);
  });
  if (token !== undefined) {
    app.use("*", async (context, next) => {
      if (carriesToken(context.req.header("authorization"), token)) return next();
      return fail(
        new AffineError("credentials_invalid", "The signer was given no token, or a wrong one.", {
          hint: "SIGNER_TOKEN_FILE must name the same token for the validator as for the signer.",
        }),
        401,
      );
    });
  }
  app.get("/metrics", async (context) => {
    const { text, contentType } = await metrics.text();
    return context.body(text, 200, { "Content-Type": contentType });
  });
  app.get(PATHS.identity, async (context) => context.json({ ...identity, head: (await signer.signedHead()) ?? null }));
  app.use("*", bodyLimit({ maxSize: MOST_BODY_BYTES, onError: tooLarge }));

  /** A route that takes one kind of intent. */
  function take<Schema extends z.ZodType>(
    path: string,
    intent: string,
    schema: Schema,
    work: (value: z.output<Schema>) => Promise<object>,
  ): void {
    app.post(path, async (context) => {
      const startedAt = performance.now();
      try {
        const reply = await work(await readIntent(context, schema));
        metrics.count(intent, "ok", (performance.now() - startedAt) / 1000);
        return context.json(reply);
      } catch (thrown) {
        const error = AffineError.isInstance(thrown)
          ? thrown
          : new AffineError("internal", `The signer failed: ${errorMessage(thrown)}`, { cause: thrown });
        metrics.count(intent, error.code, (performance.now() - startedAt) / 1000);
        log.warn({ intent, code: error.code, err: error }, "an intent was not carried out");
        return fail(error, statusOf(error));
      }
    });
  }

  take(PATHS.shardHeader, "shard_header", shardHeaderIntentSchema, async ({ header }) => {
    const signature = await signer.signShardHeader(header);
    return { signature: Buffer.from(signature).toString("hex") };
  });
  take(PATHS.weights, "weights", weightsIntentSchema, ({ netuid, window, weights, hotkeys }) => {
    const vector = new Map(weights);
    if (vector.size !== weights.length) throw new AffineError("invalid_input", "A uid stands twice in the vector.");
    const owners = hotkeys === undefined ? {} : { hotkeys: new Map(hotkeys) };
    return signer.setWeights({ netuid, window, weights: vector, ...owners });
  });
  take(PATHS.announcement, "announcement", announcementIntentSchema, ({ text }) => signer.announce(text));

  app.notFound((context) =>
    fail(new AffineError("not_found", `A signer has no ${context.req.method} ${context.req.path}.`), 404),
  );
  return app;
}

/** What the signer sees of its chain; an error's code when it sees nothing, which passes without anybody's doing. */
async function chainHealth(chain: Pick<Chain, "health">): Promise<object> {
  try {
    const { endpoint, head, headAgeMs } = await chain.health();
    return { endpoint, block: head.number, headAgeMs };
  } catch (error) {
    if (!AffineError.isInstance(error)) throw error;
    return { error: error.code };
  }
}

async function readIntent<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  let body: unknown;
  try {
    body = await context.req.json();
  } catch (cause) {
    throw new AffineError("invalid_input", "The body is no JSON.", { cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new AffineError("invalid_input", `The intent is malformed: ${faultsOf(parsed.error, body).slice(0, 500)}`);
}

function tooLarge(): Response {
  const error = new AffineError("invalid_input", `A body may have ${MOST_BODY_BYTES} bytes at most.`);
  return Response.json(errorToWire(error), { status: 413 });
}

function statusOf({ code }: AffineError): number {
  if (code === "invalid_input") return 400;
  if (code === "signer_refused") return 403;
  return code === "internal" || code === "state_corrupt" ? 500 : 502;
}
