import type { Deployment } from "../../inference/host/index.ts";
import type { PushOptions } from "./push-options.ts";

/** Waits until the model answers. @throws AffineError `timeout` */
export async function warmUpModel(deployment: Deployment, options: PushOptions): Promise<Deployment> {
  const { host, signal, tell, onPoint, warmUpTimeoutMs } = options;
  const hot = await host.warmUp(deployment, {
    timeoutMs: warmUpTimeoutMs,
    ...(signal === undefined ? {} : { signal }),
    ...(tell === undefined ? {} : { onProgress: tell }),
  });
  onPoint?.("model.hot");
  return hot;
}
