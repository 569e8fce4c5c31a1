import { z } from "zod";
import { arenaEventSchema, pairedRoundSchema, roundViewSchema, seriesSchema, testSchema } from "../../arena/index.ts";
import { environmentsResponseSchema } from "../../doors/index.ts";
import { environment, type EnvironmentInfo } from "../../envs/index.ts";
import { V2_CONSTANTS } from "../../mechanism/index.ts";
import { rulesHash, type ContestRules } from "../../replay/index.ts";
import { failedTestSchema } from "./failed-tests.ts";
import { QUERIES } from "./queries.ts";
import { snapshotSchema } from "./snapshot-schema.ts";

/** Bodies by address. */
export const BODIES = {
  "/api/v1/snapshot": snapshotSchema,
  "/api/v1/environments": environmentsResponseSchema,
  "/api/v1/history": z.object({ items: z.array(arenaEventSchema), next: z.int().nullable() }),
  "/api/v1/tests/{id}": z.object({ test: testSchema, rounds: z.array(pairedRoundSchema) }),
  "/api/v1/tests/{id}/series": seriesSchema,
  "/api/v1/rounds": z.object({
    items: z.array(roundViewSchema),
    next: z.int().nullable(),
    oldest: z.int().nullable(),
  }),
  "/api/v1/rounds/{round}": roundViewSchema,
  "/api/v1/rounds/{round}/{place}/{hotkey}/failed-test": failedTestSchema,
} as const;

const QUERY_OF: Readonly<Record<keyof typeof BODIES, z.ZodType>> = {
  "/api/v1/snapshot": QUERIES.none,
  "/api/v1/environments": QUERIES.none,
  "/api/v1/history": QUERIES.history,
  "/api/v1/tests/{id}": QUERIES.none,
  "/api/v1/tests/{id}/series": QUERIES.series,
  "/api/v1/rounds": QUERIES.rounds,
  "/api/v1/rounds/{round}": QUERIES.none,
  "/api/v1/rounds/{round}/{place}/{hotkey}/failed-test": QUERIES.none,
};

/** By what everybody plays, and the form of every answer of the API. */
export interface Contract {
  readonly v: 1;
  readonly version: string;
  readonly mechanism: string;
  readonly rulesHash: string;
  readonly rules: ContestRules;
  /** Of affine-v2; `null` under another mechanism. */
  readonly constants: typeof V2_CONSTANTS | null;
  readonly environments: readonly (EnvironmentInfo & { readonly questions: number })[];
  /** JSON Schema by address. */
  readonly answers: Readonly<Record<string, { readonly query: unknown; readonly body: unknown }>>;
}

export function contractOf(rules: ContestRules, version: string): Contract {
  return {
    v: 1,
    version,
    mechanism: rules.mechanism,
    rulesHash: rulesHash(rules),
    rules,
    constants: rules.champion === undefined ? null : V2_CONSTANTS,
    environments: rules.environments.map(({ name, questions }) => ({ ...environment(name).info, questions })),
    answers: Object.fromEntries(
      Object.entries(BODIES).map(([address, body]) => [
        address,
        {
          query: z.toJSONSchema(QUERY_OF[address as keyof typeof BODIES], { io: "input" }),
          body: z.toJSONSchema(body, { io: "output" }),
        },
      ]),
    ),
  };
}
