import { Gauge, Registry } from "prom-client";
import type { Status } from "./status-schema.ts";

/** What Prometheus sees, each from the status at the moment of the scrape. */
const GAUGES: readonly { name: string; help: string; of: (status: Status) => number | undefined }[] = [
  { name: "affine_chain_block", help: "Newest block worked through", of: ({ chain }) => chain.block },
  {
    name: "affine_chain_head_age_seconds",
    help: "Since the head last moved",
    of: ({ chain }) => chain.headAgeMs / 1000,
  },
  { name: "affine_chain_tempo_blocks", help: "Blocks between two epochs", of: ({ chain }) => chain.tempo },
  {
    name: "affine_loop_age_seconds",
    help: "Since the loop last looked at the chain",
    of: ({ servedAtMs, validator }) => Math.max(0, servedAtMs - validator.updatedAtMs) / 1000,
  },
  { name: "affine_weights_block", help: "Block of the last weights", of: ({ weights }) => weights.block ?? undefined },
  {
    name: "affine_weights_age_blocks",
    help: "Age of the last weights",
    of: ({ weights }) => weights.ageBlocks ?? undefined,
  },
  {
    name: "affine_weights_confirmed",
    help: "1 when they were read back",
    of: ({ weights }) => Number(weights.confirmed),
  },
  { name: "affine_champion_uid", help: "Who wins now", of: ({ champion }) => champion?.uid },
  { name: "affine_rollouts", help: "Own records that decide now", of: ({ records }) => records.rollouts },
  { name: "affine_shards", help: "Own signed shards", of: ({ records }) => records.shards },
  { name: "affine_shard_bytes", help: "Bytes of own shards", of: ({ records }) => records.bytes },
  { name: "affine_records_pending", help: "Records in no shard yet", of: ({ records }) => records.pending },
  { name: "affine_queue_waiting", help: "Questions that wait", of: ({ queue }) => queue.waiting },
  { name: "affine_queue_running", help: "Questions under way", of: ({ queue }) => queue.running },
  { name: "affine_alarms", help: "Alarms raised now", of: ({ alarms }) => alarms.length },
];

/**
 * The Prometheus text of a status; figures that do not exist yet are left out.
 *
 * @param freeBytes room on the disk of the data folder; left out when it is not known
 */
export async function metricsText(status: Status, freeBytes?: number): Promise<{ text: string; contentType: string }> {
  const registry = new Registry();
  for (const { name, help, of } of GAUGES) {
    const value = of(status);
    if (value === undefined) continue;
    new Gauge({ name, help, registers: [registry] }).set(value);
  }
  if (freeBytes !== undefined) {
    new Gauge({
      name: "affine_data_free_bytes",
      help: "Room on the disk of the data folder",
      registers: [registry],
    }).set(freeBytes);
  }
  const alarms = new Gauge({
    name: "affine_alarm",
    help: "1 for each alarm raised now, by its code",
    labelNames: ["code"],
    registers: [registry],
  });
  for (const { code } of status.alarms) alarms.set({ code }, 1);
  const scores = new Gauge({
    name: "affine_score",
    help: "Mean score, 0 to 1",
    labelNames: ["uid", "environment"],
    registers: [registry],
  });
  for (const { uid, environments } of status.leaderboard) {
    for (const [environment, { score, n }] of Object.entries(environments)) {
      if (n > 0) scores.set({ uid, environment }, score / 1000);
    }
  }
  return { text: await registry.metrics(), contentType: registry.contentType };
}
