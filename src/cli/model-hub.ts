import type { Config, NetworkChoice } from "../config/index.ts";
import { FolderHub, HuggingFaceHub, type ModelHub } from "../hub/index.ts";

/** Whose repositories a localnet's hub has when nobody said who pushes. */
export const LOCAL_ACCOUNT = "local";

/**
 * The model hub that the settings and the network mean: `HF_ENDPOINT` when it is set, else a running localnet's own,
 * else Hugging Face.
 *
 * @param as `stranger`: without the account, so that one sees what everybody sees
 * @throws AffineError `credentials_invalid`, `config_invalid`
 */
export function modelHubOf(config: Config, network: NetworkChoice, as: "account" | "stranger" = "account"): ModelHub {
  return hubOf(config, network, { as, kind: "model" });
}

/** The same for data sets. A localnet's own hub keeps them among its models. */
export function datasetHubOf(config: Config, network: NetworkChoice): ModelHub {
  return hubOf(config, network, { as: "account", kind: "dataset" });
}

function hubOf(
  config: Config,
  network: NetworkChoice,
  { as, kind }: { as: "account" | "stranger"; kind: "model" | "dataset" },
): ModelHub {
  const { hfUser, hfToken, hfEndpoint = "https://huggingface.co", uploadConcurrency } = config.values;
  if (network.hubFolder !== undefined) {
    const account = as === "account" ? { account: hfUser ?? LOCAL_ACCOUNT } : {};
    return new FolderHub({ folder: network.hubFolder, ...account });
  }
  return new HuggingFaceHub({
    endpoint: hfEndpoint,
    kind,
    ...(as === "stranger" || hfToken === undefined ? {} : { token: hfToken }),
    ...(uploadConcurrency === undefined ? {} : { concurrency: uploadConcurrency }),
  });
}
