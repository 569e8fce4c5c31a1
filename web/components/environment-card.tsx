import type { SentEnvironment } from "../../src/doors/describe/environment-schema.ts";
import { count, nameOf } from "../format.ts";
import { useAsk } from "../use-ask.ts";
import { AskedFor } from "./asked.tsx";
import { Table } from "./table.tsx";

type Level = SentEnvironment["levels"][number];
type Kind = NonNullable<Level["baselines"]>[number]["kind"];

const KINDS: readonly (readonly [Kind, string, string])[] = [
  ["blind", "blind guess", "reads nothing"],
  ["shallow", "shallow rule", "computes little"],
  ["strong", "strong program", "really tries"],
  ["oracle", "right answer", "knows the secret"],
];

/** The environment's stored card: how often baselines are right at each level, the best of each kind. */
export function EnvironmentCard({ name, asked }: { name: string; asked: number | null }) {
  const list = useAsk<{ envs: readonly SentEnvironment[] }>("environments.json");
  return (
    <AskedFor asked={list} what="card">
      {({ envs }) => {
        const found = envs.find((one) => one.name === name);
        if (found === undefined || found.card_samples === null)
          return <p class="note empty">No card is stored for this version.</p>;
        return (
          <>
            <p>
              Measured with {count(found.card_samples)} questions a level: how often the best baseline of each kind is
              right.{asked !== null && ` Models are asked at level ${asked} here.`}
              {found.levels.some(({ level, scored }) => level === asked && !scored) &&
                " That level is for training; this network lets it decide all the same."}
            </p>
            <Table
              label={`Card of ${nameOf(name, 20)}`}
              columns={[
                { title: "level", isNumber: true },
                ...KINDS.map(([, title, note]) => ({ title, note, isNumber: true })),
                { title: "may decide" },
              ]}
              rows={found.levels.map((level) => ({
                key: String(level.level),
                class: level.level === asked ? "present" : "",
                cells: [
                  level.level,
                  ...KINDS.map(([kind]) => rate(level, kind)),
                  `${level.scored ? "yes" : "training only"}${level.level === asked ? ", asked here" : ""}`,
                ],
              }))}
            />
          </>
        );
      }}
    </AskedFor>
  );
}

function rate({ baselines }: Level, kind: Kind): string {
  const rates = (baselines ?? []).flatMap((one) =>
    one.kind === kind && one.asked > 0 ? [one.passed / one.asked] : [],
  );
  return rates.length === 0 ? "–" : `${(100 * Math.max(...rates)).toFixed(1)}%`;
}
