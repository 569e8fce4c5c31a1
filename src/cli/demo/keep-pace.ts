import type { LocalnetChild } from "../../localnet/index.ts";
import type { Status } from "../../serve/index.ts";
import type { ValidatorService } from "../validator-service.ts";
import { demoBlockMs } from "./demo-pace.ts";

/**
 * Lets blocks come from now on: as fast as asked for, and slower while answers do not keep up.
 *
 * @param askedMs milliseconds between blocks at the pace of the moment
 */
export function keepPace(
  service: ValidatorService,
  localnet: LocalnetChild,
  askedMs: (status: Status) => number,
): void {
  let presentMs = askedMs(service.status());
  localnet.setBlockMs(presentMs);
  let seenBlock: number | undefined;
  let sealed = { shards: -1, block: 0 };
  service.validator.events.on("block", ({ number }) => {
    const passedBlocks = number - (seenBlock ?? number - 1);
    const status = service.status();
    const { shards, pending } = status.records;
    if (shards !== sealed.shards || pending === 0) sealed = { shards, block: number };
    const unsealedBlocks = number - sealed.block;
    const nextMs = demoBlockMs(presentMs, { askedMs: askedMs(status), passedBlocks, unsealedBlocks }, status);
    seenBlock = number;
    if (nextMs !== presentMs) localnet.setBlockMs(nextMs);
    presentMs = nextMs;
  });
}
