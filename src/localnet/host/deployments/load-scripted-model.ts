import { AffineError } from "../../../core/index.ts";
import type { ModelHub } from "../../../hub/index.ts";
import { type LocalModel, readScriptedConfig } from "../../models/index.ts";
import type { DeployedModel } from "./deployments-file.ts";

const MAX_CONFIG_BYTES = 65_536;

/**
 * Reads a scripted model from the hub at one revision.
 *
 * @throws AffineError `not_found` (no public repository, revision or `config.json`), `invalid_input` (no scripted
 * model), and what the hub throws
 */
export async function loadScriptedModel(hub: ModelHub, { model, revision }: DeployedModel): Promise<LocalModel> {
  const found = await describePublic(hub, { model, revision });
  const config = found.files.find(({ path }) => path === "config.json");
  if (config === undefined) throw new AffineError("not_found", `${model} has no config.json at ${revision}.`);
  if (config.sizeBytes > MAX_CONFIG_BYTES) {
    throw new AffineError("invalid_input", `config.json of ${model} has more than ${MAX_CONFIG_BYTES} bytes.`);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of hub.read(model, revision, "config.json")) pieces.push(piece);
  const read = readScriptedConfig(Buffer.concat(pieces).toString("utf8"), { name: model, revision });
  if (read.model !== undefined) return read.model;
  throw new AffineError("invalid_input", `${model} cannot be loaded: ${read.fault}`, {
    hint: "The embedded host loads scripted models only; docs/mining.md shows their config.json.",
  });
}

async function describePublic(hub: ModelHub, { model, revision }: DeployedModel) {
  try {
    const found = await hub.describe(model, revision);
    if (!found.private && !found.gated) return found;
  } catch (thrown) {
    // To a stranger a private repository does not exist.
    if (!AffineError.isInstance(thrown) || thrown.code !== "credentials_missing") throw thrown;
  }
  throw new AffineError("not_found", `There is no public repository ${model}.`, {
    hint: "Publish it first: a host can load public repositories only.",
  });
}
