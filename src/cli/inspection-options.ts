import type { Config, NetworkChoice } from "../config/index.ts";
import { SCRIPTED_ARCHITECTURE } from "../localnet/index.ts";
import { DEFAULT_ADMISSION_LIMITS, openInspector, type AdmissionLimits } from "../inspection/index.ts";
import type { ValidatorOptions } from "../validator/index.ts";
import { inferenceHostOf } from "../sdk/index.ts";
import { modelHubOf } from "./model-hub.ts";

/** How large and of which kind a model may be: the defaults, what the settings say, and scripted models on a localnet. */
export function admissionLimitsOf({ values }: Config, network: NetworkChoice): AdmissionLimits {
  const { maxModelGb, architectures } = values;
  const named = architectures ?? DEFAULT_ADMISSION_LIMITS.architectures;
  return {
    ...DEFAULT_ADMISSION_LIMITS,
    ...(maxModelGb === undefined ? {} : { maxModelBytes: maxModelGb * 1e9 }),
    architectures: network.allowEndpoints ? [...named, SCRIPTED_ARCHITECTURE] : named,
  };
}

/** How a validator of this network looks at commitments: through the eyes of a stranger, to whom only what is public is there. */
export function admissionOf(config: Config, network: NetworkChoice): Pick<ValidatorOptions, "roster" | "inspect"> {
  const host = inferenceHostOf(config, network);
  const hub = modelHubOf(config, network, "stranger");
  const inspect = openInspector({ hub, host, limits: admissionLimitsOf(config, network) });
  return {
    roster: {
      allowEndpoints: network.allowEndpoints,
      baseUrlOf: async (commitment, options) => (await host.find(commitment, options))?.baseUrl,
    },
    inspect: async (commitment, _, signal) => {
      const { fault } = await inspect(commitment, { signal });
      return fault ?? "ok";
    },
  };
}
