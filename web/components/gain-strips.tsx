import type { ArenaTest } from "../../src/arena/test-schema.ts";
import { points } from "../format.ts";

/** Half of what a strip shows, basis points. */
const SPAN_BP = 10_000;

/** The interval of the gain in each environment, on a scale from −100 to +100 points. */
export function GainStrips({ test }: { test: ArenaTest }) {
  const { meanGain } = test;
  if (meanGain === null) return <p class="note empty">No gain is known before its test has begun.</p>;
  const strips = [["mean", meanGain] as const, ...Object.entries(test.gains)];
  return (
    <dl class="strips">
      {strips.map(([name, { lowBp, highBp }]) => {
        const interval = `${points(lowBp)} to ${points(highBp)} points`;
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <svg
                viewBox={`${-SPAN_BP} 0 ${2 * SPAN_BP} 100`}
                preserveAspectRatio="none"
                role="img"
                aria-label={interval}
              >
                <rect class="track" x={-SPAN_BP} y="44" width={2 * SPAN_BP} height="12" />
                <rect
                  class={lowBp > 0 ? "band better" : highBp < 0 ? "band worse" : "band"}
                  x={lowBp}
                  y="22"
                  width={Math.max(120, highBp - lowBp)}
                  height="56"
                />
                <rect class="zero" x="-30" y="0" width="60" height="100" />
              </svg>
              <span>{interval}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
