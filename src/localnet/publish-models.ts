import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Hex } from "../core/index.ts";
import { FolderHub, identityOnHub, type LocalFile } from "../hub/index.ts";
import { type LocalModelConfig, scriptedRepository } from "./models/index.ts";

/** A model as the localnet's hub has it: what can be pulled is what is asked. */
export interface PublishedModel {
  readonly config: LocalModelConfig;
  /** Content identity, as a commitment carries it. */
  readonly identity: string;
}

/**
 * Publishes scripted models in a folder hub, each under its owner's name; what is there already stays as it is.
 *
 * @param folder the localnet's hub, `<data folder>/localnet/hub`
 * @returns the models, their revision now the repository's
 */
export async function publishModels(folder: string, models: readonly LocalModelConfig[]): Promise<PublishedModel[]> {
  const staging = await mkdtemp(join(tmpdir(), "affine-localnet-models-"));
  try {
    const published: PublishedModel[] = [];
    for (const [index, config] of models.entries()) {
      const hub = new FolderHub({ folder, account: config.name.split("/")[0] ?? "" });
      await hub.createPrivate(config.name);
      const files = await stage(join(staging, String(index)), config);
      const { revision } = await hub.commit(config.name, files, { title: "A scripted model of the localnet" });
      await hub.setVisibility(config.name, "public");
      const { id } = await identityOnHub(hub, config.name, revision);
      published.push({ config: { ...config, revision }, identity: id });
    }
    return published;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function stage(prefix: string, config: LocalModelConfig): Promise<LocalFile[]> {
  return Promise.all(
    scriptedRepository(config).map(async ({ path, bytes }) => {
      const file = `${prefix}-${path}`;
      await writeFile(file, bytes);
      return { path, file, sizeBytes: bytes.length, sha256: sha256Hex(bytes) };
    }),
  );
}
