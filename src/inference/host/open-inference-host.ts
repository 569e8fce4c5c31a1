import { ChutesHost } from "./chutes/chutes-host.ts";
import type { ChutesSettings } from "./chutes/chutes-settings.ts";
import type { InferenceHost } from "./inference-host.ts";
import { LocalHost, type LocalHostSettings } from "./local-host.ts";
import { OpenAiHost, type OpenAiSettings } from "./openai-host.ts";

/** Which host, and how to talk to it. */
export type InferenceHostSettings =
  | ({ readonly kind: "chutes" } & ChutesSettings)
  | ({ readonly kind: "openai" } & OpenAiSettings)
  | ({ readonly kind: "local" } & LocalHostSettings);

/**
 * The host of these settings. Nothing is sent before its first use, and nothing has to be closed.
 *
 * @example
 * const host = openInferenceHost({ kind: "chutes", user: "me", apiKey });
 * const found = await host.find({ model: "me/affine-7b", revision, chute_id: host.deploymentId("me/affine-7b") });
 */
export function openInferenceHost(settings: InferenceHostSettings): InferenceHost {
  switch (settings.kind) {
    case "chutes":
      return new ChutesHost(settings);
    case "openai":
      return new OpenAiHost(settings);
    case "local":
      return new LocalHost(settings);
  }
}
