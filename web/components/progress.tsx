import type { ArenaTest } from "../../src/arena/test-schema.ts";

/** How far a test's furthest stream is on its way to its level, as a bar; beside it the gates that are passed. */
export function Progress({ test }: { test: ArenaTest }) {
  const gates = test.wealth.filter(({ stream }) => !stream.startsWith("better"));
  if (test.wealth.length === 0)
    return <span class="none">{test.kind === "qualification" ? "no bet: tried for itself" : "no wealth yet"}</span>;
  const passed = gates.filter(({ reached }) => reached).length;
  const share = Math.floor(test.progressBp / 100);
  return (
    <div class="wealth">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={`${share}% of the way to the level`}>
        <rect class="track" x="0" y="3" width="100" height="4" />
        <rect class="band" x="0" y="1" width={test.progressBp / 100} height="8" />
      </svg>
      <span>
        {share}%{" "}
        <small>
          gates {passed}/{gates.length}
        </small>
      </span>
    </div>
  );
}
