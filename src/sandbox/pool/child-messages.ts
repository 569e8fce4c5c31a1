import { z } from "zod";
import { VERDICT_KINDS } from "../verdict.ts";

/**
 * What the child process may say. It is the side on which foreign programs run, so nothing of it is taken on trust.
 */
export const fromChildSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), workers: z.int().min(1), node: z.string().max(64) }),
  z.object({ type: z.literal("built"), name: z.enum(["module", "snapshot"]) }),
  z.object({ type: z.literal("pong"), number: z.int() }),
  z.object({ type: z.literal("failed"), reason: z.string().max(20_000) }),
  z.object({
    type: z.literal("walls"),
    reachable: z.object({
      readsForeignFiles: z.boolean(),
      writesFiles: z.boolean(),
      opensSockets: z.boolean(),
      startsProcesses: z.boolean(),
      environmentVariables: z.int(),
    }),
  }),
  z.object({
    type: z.literal("verdict"),
    id: z.int(),
    verdict: z.object({
      kind: z.enum([...VERDICT_KINDS, "host_failure"]),
      exitCode: z.int().min(0).max(255).nullable(),
      ticks: z.int().min(0),
      truncated: z.boolean(),
      detail: z.string().max(1000).nullable(),
    }),
  }),
]);

export type ChildMessage = z.infer<typeof fromChildSchema>;
