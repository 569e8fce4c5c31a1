import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AffineError } from "../../core/index.ts";
import { readScriptedConfig, startInferenceHost, type InferenceHost } from "../../localnet/index.ts";

/** A scripted model on disk, served by this process for as long as it is scored. */
export async function serveScripted(dir: string): Promise<{ readonly host: InferenceHost; readonly model: string }> {
  const model = "preflight/model";
  const text = await readFile(join(dir, "config.json"), "utf8");
  const read = readScriptedConfig(text, { name: model, revision: "0".repeat(40) });
  if (read.model === undefined) throw new AffineError("invalid_input", read.fault);
  return { host: await startInferenceHost({ port: 0, models: [read.model] }), model };
}
