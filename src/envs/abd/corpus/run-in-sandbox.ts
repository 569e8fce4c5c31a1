import { z } from "zod";
import { AffineError } from "../../../core/index.ts";
import type { CheckContext } from "../../environment.ts";

/** The part of a sandbox's verdict that matters here. */
const verdictSchema = z.object({
  kind: z.enum(["ok", "exit", "runtime_error", "fuel", "memory", "output", "wall", "violation", "crash"]),
  stdout: z.string(),
});
export type SandboxVerdict = z.output<typeof verdictSchema>;

interface Engine {
  run(program: string, options: { stdin: string }): Promise<unknown>;
}

/**
 * Runs a program of a corpus.
 *
 * @throws AffineError `sandbox_unavailable` where the context has no engine.
 */
export async function runInSandbox(context: CheckContext, program: string, stdin: string): Promise<SandboxVerdict> {
  if (!isEngine(context.python)) {
    throw new AffineError("sandbox_unavailable", "Programs of a corpus run in the sandbox, and none was given.", {
      hint: "Pass { python } as context, the engine of affine's sandbox.",
      retryable: false,
    });
  }
  return verdictSchema.parse(await context.python.run(program, { stdin }));
}

function isEngine(value: unknown): value is Engine {
  return typeof value === "object" && value !== null && "run" in value && typeof value.run === "function";
}
