import { z } from "zod";

/** What the server adds to each verified row to say which question it belongs to. */
const TASK_INDEX = "_ng_task_index";

export const aggregateRequestSchema = z.looseObject({
  verify_responses: z.array(z.looseObject({ reward: z.number() })),
});

/** Means over all verified rows and over each question's, of every number that all of them have. */
export function aggregateMetrics({ verify_responses: rows }: z.infer<typeof aggregateRequestSchema>): object {
  const groups = new Map<unknown, typeof rows>();
  for (const row of rows) {
    const own = groups.get(row[TASK_INDEX]);
    if (own === undefined) groups.set(row[TASK_INDEX], [row]);
    else own.push(row);
  }
  const groupLevel = [...groups].map(([task, own]) => ({ [TASK_INDEX]: task ?? null, ...means(own) }));
  const overall = means(rows);
  const reward = overall["mean/reward"];
  return {
    group_level_metrics: groupLevel,
    agent_metrics: overall,
    key_metrics: reward === undefined ? {} : { "mean/reward": reward },
  };
}

function means(rows: readonly Readonly<Record<string, unknown>>[]): Record<string, number> {
  const [first] = rows;
  if (first === undefined) return {};
  const names = Object.keys(first).filter(
    (name) => name !== TASK_INDEX && rows.every((row) => Number.isFinite(row[name])),
  );
  const mean = (name: string): number => rows.reduce((sum, row) => sum + Number(row[name]), 0) / rows.length;
  return Object.fromEntries(names.map((name) => [`mean/${name}`, mean(name)]));
}
