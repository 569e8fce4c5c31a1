import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { writeStateFile } from "../../state-file.ts";

/** What is deployed under a name. */
export const deployedModelSchema = z.object({
  model: z.string().regex(/^[A-Za-z0-9._-]{1,96}\/[A-Za-z0-9._-]{1,96}$/, "owner/name"),
  revision: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "a full commit id"),
});
export type DeployedModel = z.infer<typeof deployedModelSchema>;

const fileSchema = z.object({ version: z.literal(1), deployments: z.array(deployedModelSchema).max(4096) });

/** Deployments on disk: which revision each name serves. */
export class DeploymentsFile {
  readonly #path: string | undefined;

  constructor(path: string | undefined) {
    this.#path = path;
  }

  /** @throws AffineError `state_corrupt` */
  async read(): Promise<readonly DeployedModel[]> {
    if (this.#path === undefined) return [];
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.#path, "utf8"))).deployments;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw new AffineError("state_corrupt", `${this.#path} is not what a localnet wrote: ${errorMessage(cause)}`, {
        hint: "Delete the file, and deploy your models again.",
        cause,
      });
    }
  }

  async write(deployments: readonly DeployedModel[]): Promise<void> {
    if (this.#path === undefined) return;
    const plain = deployments.map(({ model, revision }) => ({ model, revision }));
    await writeStateFile(this.#path, { version: 1, deployments: plain });
  }
}
