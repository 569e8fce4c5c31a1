import type { Config, NetworkChoice } from "../config/index.ts";
import { openInferenceHost, type InferenceHost, type RequestKey } from "../inference/host/index.ts";

/**
 * The host that the settings and the network mean: the localnet's own, Chutes, or any OpenAI-compatible address.
 *
 * @param hotkey signs requests to Chutes where there is no API key
 */
export function inferenceHostOf(config: Config, network: NetworkChoice, hotkey?: RequestKey): InferenceHost {
  const { values } = config;
  switch (network.inferenceKind) {
    case "local":
      return openInferenceHost({ kind: "local", baseUrl: network.inferenceUrl });
    case "openai":
      return openInferenceHost({ kind: "openai", baseUrl: network.inferenceUrl, apiKey: values.inferenceApiKey });
    case "chutes":
      return openInferenceHost({
        kind: "chutes",
        apiUrl: values.chutesApiUrl,
        inferenceUrl: values.chutesInferenceUrl,
        user: values.chuteUser,
        userId: values.chutesUserId,
        apiKey: values.chutesApiKey,
        hotkey,
        engine: values.chutesEngine,
        image: values.chutesImage,
        cli: values.chutesCli,
      });
  }
}
