import { z } from "zod";

const instanceSchema = z.looseObject({ active: z.boolean().nullish(), verified: z.boolean().nullish() });

/** `GET /chutes/{id}`: the fields that mean something here. */
export const chuteDocumentSchema = z.looseObject({
  chute_id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "a UUID"),
  name: z.string().min(1).max(256),
  public: z.boolean(),
  version: z.string().min(1).max(128),
  /** Becomes part of an address: nothing but letters, digits and hyphens. */
  slug: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i, "a name of letters, digits and hyphens")
    .nullish(),
  revision: z
    .string()
    .regex(/^[0-9a-fA-F]{40}$/, "a full commit id")
    .nullish(),
  hot: z.boolean().nullish(),
  instances: z.array(instanceSchema).max(10_000).nullish(),
});
export type ChuteDocument = z.infer<typeof chuteDocumentSchema>;

/** Instances that take requests. */
export function hotInstances({ instances }: ChuteDocument): number {
  return (instances ?? []).filter(({ active, verified }) => active === true && verified === true).length;
}
