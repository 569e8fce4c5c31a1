import type { Challenger } from "../../src/serve/contest-schema.ts";

/** The stream of superiority that is furthest on its way, as a bar; the gates as marks that fill when they are passed. */
export function Wealth({ challenger }: { challenger: Challenger }) {
  const streams = challenger.wealth.filter(({ stream }) => stream.startsWith("better"));
  const [best] = streams.toSorted((a, b) => b.wealthMilli / b.levelMilli - a.wealthMilli / a.levelMilli);
  if (best === undefined) return <span class="none">–</span>;
  const share = Math.max(0, Math.min(1, best.wealthMilli / best.levelMilli));
  const gates = challenger.wealth.filter(({ stream }) => !stream.startsWith("better"));
  const passed = gates.filter(({ reached }) => reached).length;
  const what = `ln wealth ${(best.wealthMilli / 1000).toFixed(1)} of ${(best.levelMilli / 1000).toFixed(1)}`;
  return (
    <div
      class="wealth"
      title={`${best.environment ?? "on average"}: ${what}; ${passed} of ${gates.length} gates passed`}
    >
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={what}>
        <rect class="track" x="0" y="3" width="100" height="4" />
        <rect class="band" x="0" y="1" width={100 * share} height="8" />
      </svg>
      <span>
        {what}{" "}
        <small>
          gates {passed}/{gates.length}
        </small>
      </span>
    </div>
  );
}
