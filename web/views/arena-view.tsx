import type { ArenaEvent } from "../../src/arena/event-schema.ts";
import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { About } from "../components/about.tsx";
import { Blocks } from "../components/blocks.tsx";
import { Events } from "../components/events.tsx";
import { Figures } from "../components/figures.tsx";
import { Leaderboard } from "../components/leaderboard.tsx";
import { LeftOut } from "../components/left-out.tsx";
import { Outside } from "../components/outside.tsx";
import { Reign } from "../components/reign.tsx";
import { ReplayNote } from "../components/replay-note.tsx";
import { TestList } from "../components/test-list.tsx";
import { behind, count } from "../format.ts";

/** The first screen: what this is, and how it stands. */
export function ArenaView({ snapshot, events }: { snapshot: Snapshot; events: readonly ArenaEvent[] }) {
  const { status, tests } = snapshot;
  const { contest } = status;
  const live = tests.filter((test) => test.live);
  return (
    <>
      <About snapshot={snapshot} />
      <Figures status={status} isStatic={snapshot.isStatic} />
      <ReplayNote snapshot={snapshot} />
      {contest !== null && (
        <section data-testid="contest">
          <h2>
            Contest{" "}
            <small>
              as of block {count(contest.block)}
              {behind(status.chain.block, contest.block, snapshot.isStatic)}
            </small>
          </h2>
          <Reign contest={contest} />
          {live.length === 0 ? (
            <p class="note empty">Nobody challenges at the moment.</p>
          ) : (
            <TestList label="Challengers" tests={live} />
          )}
          {events.length > 0 && (
            <>
              <h3>Since you opened this page</h3>
              <Events events={events.slice(0, 8)} />
            </>
          )}
          <Outside contest={contest} />
        </section>
      )}
      <Leaderboard status={status} />
      {status.recentBlocks.length > 0 && <Blocks status={status} />}
      <LeftOut status={status} />
    </>
  );
}
