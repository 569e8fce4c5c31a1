import { join } from "node:path";
import { AffineError } from "../../core/index.ts";
import { readRegularFile } from "../../io/index.ts";
import { readScriptedConfig, startInferenceHost, type InferenceHost } from "../../localnet/index.ts";

const MOST_CONFIG_BYTES = 1 << 20;

/** A scripted model on disk, served by this process for as long as it is scored. */
export async function serveScripted(dir: string): Promise<{ readonly host: InferenceHost; readonly model: string }> {
  const model = "preflight/model";
  const path = join(dir, "config.json");
  const bytes = await readRegularFile(path, { maxBytes: MOST_CONFIG_BYTES, followLink: true });
  if (bytes === undefined) throw new AffineError("not_found", `There is no ${path}.`);
  const read = readScriptedConfig(bytes.toString("utf8"), { name: model, revision: "0".repeat(40) });
  if (read.model === undefined) throw new AffineError("invalid_input", read.fault);
  return { host: await startInferenceHost({ port: 0, models: [read.model] }), model };
}
