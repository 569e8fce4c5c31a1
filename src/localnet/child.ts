import { z } from "zod";
import { AffineError, type ErrorCode } from "../core/index.ts";
import { pause } from "../io/index.ts";
import { levelOfVerbosity, logAsJson, logger, setLogLevel } from "../telemetry/index.ts";
import { startLocalnet, type Localnet } from "./localnet.ts";
import { demoModels } from "./models/index.ts";

/** The process that `af demo` starts: a localnet that ends with its parent. */
const optionsSchema = z.strictObject({
  home: z.string(),
  netuid: z.int(),
  blockMs: z.int(),
  enrolBlockMs: z.int(),
  tempo: z.int(),
  weightsRateLimit: z.int(),
  commitReveal: z.boolean(),
  roundBlocks: z.int(),
  seasons: z.boolean(),
  chainPort: z.int().optional(),
  inferencePort: z.int().optional(),
  verbosity: z.int(),
});
export type LocalnetChildOptions = z.infer<typeof optionsSchema>;

/** What the parent may send later: another time between blocks. */
const paceSchema = z.strictObject({ blockMs: z.int().positive() });

export type LocalnetChildMessage =
  | { readonly type: "ready"; readonly run: Localnet["run"] }
  | { readonly type: "failed"; readonly code: ErrorCode; readonly message: string; readonly hint?: string | undefined };

// Ctrl-C reaches the whole terminal group; the parent decides when this process ends.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);

/** How long closing may take. */
const CLOSE_MS = 1_000;

let running: Localnet | undefined;
process.on("disconnect", () => {
  // A parent that was killed may be started again at once, and nothing here waits for more than a block.
  void Promise.race([running?.close(), pause(CLOSE_MS)]).finally(() => process.exit(0));
});
process.once("message", (message) => {
  void start(message);
});

async function start(message: unknown): Promise<void> {
  try {
    const { verbosity, chainPort, inferencePort, ...options } = optionsSchema.parse(message);
    logAsJson();
    setLogLevel(levelOfVerbosity(verbosity));
    running = await startLocalnet({
      ...options,
      ...(chainPort === undefined ? {} : { chainPort }),
      ...(inferencePort === undefined ? {} : { inferencePort }),
      models: demoModels(),
      log: logger("localnet"),
    });
    const localnet = running;
    process.on("message", (later) => localnet.setBlockMs(paceSchema.parse(later).blockMs));
    send({ type: "ready", run: running.run });
  } catch (thrown) {
    const error = AffineError.isInstance(thrown)
      ? thrown
      : new AffineError("internal", String(thrown), { cause: thrown });
    send({ type: "failed", code: error.code, message: error.message, hint: error.hint });
    process.disconnect();
  }
}

function send(message: LocalnetChildMessage): void {
  process.send?.(message);
}
