import type { ArenaSeries, ArenaTest } from "../../src/arena/test-schema.ts";
import { useAskAll } from "../use-ask-all.ts";
import { AskedFor } from "./asked.tsx";
import { WealthChart } from "./wealth-chart.tsx";

/** More lines than colours would be no race that anybody could follow. */
const MOST_LINES = 8;

/** The race of the duels that go on, the furthest first; each asked for by its own address. */
export function WealthRace({ tests, again }: { tests: readonly ArenaTest[]; again: unknown }) {
  const racing = tests
    .filter(({ kind, wealth, rounds }) => kind === "test" && wealth.length > 0 && rounds > 0)
    .slice(0, MOST_LINES);
  const asked = useAskAll<ArenaSeries>(
    racing.map(({ id }) => `tests/${id}/series.json`),
    again,
  );
  if (racing.length === 0) return <p class="note empty">No duel that goes on has a counted round yet.</p>;
  return (
    <AskedFor asked={asked} what="courses">
      {(all) => (
        <WealthChart
          racers={all.flatMap((series) => {
            const test = racing.find(({ id }) => id === series.id);
            return test === undefined ? [] : [{ series, model: test.model, uid: test.uid }];
          })}
        />
      )}
    </AskedFor>
  );
}
