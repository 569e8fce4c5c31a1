import { z } from "zod";
import { readJson, replaceFile } from "../../../io/index.ts";

/** What is deployed under a name. */
export const deployedModelSchema = z.object({
  model: z.string().regex(/^[A-Za-z0-9._-]{1,96}\/[A-Za-z0-9._-]{1,96}$/, "owner/name"),
  revision: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "a full commit id"),
});
export type DeployedModel = z.infer<typeof deployedModelSchema>;

const fileSchema = z.object({ version: z.literal(1), deployments: z.array(deployedModelSchema).max(4096) });

/** More than 4,096 of the longest names. */
const MOST_BYTES = 4_194_304;

/** Deployments on disk: which revision each name serves. */
export class DeploymentsFile {
  readonly #path: string | undefined;

  constructor(path: string | undefined) {
    this.#path = path;
  }

  /** @throws AffineError `state_corrupt` */
  async read(): Promise<readonly DeployedModel[]> {
    if (this.#path === undefined) return [];
    const limits = { maxBytes: MOST_BYTES, hint: "Delete the file, and deploy your models again." };
    return (await readJson(this.#path, fileSchema, limits))?.deployments ?? [];
  }

  async write(deployments: readonly DeployedModel[]): Promise<void> {
    if (this.#path === undefined) return;
    const plain = deployments.map(({ model, revision }) => ({ model, revision }));
    await replaceFile(this.#path, `${JSON.stringify({ version: 1, deployments: plain }, null, 2)}\n`);
  }
}
