import type { EnvironmentScore } from "../../src/serve/status-schema.ts";
import { percent } from "../format.ts";

const SCALE = 10_000;

/** The mean as a tick, its 95% interval as a band, on a scale from 0 to 100%. */
export function ScoreBar({
  score,
  isReading,
}: {
  score: EnvironmentScore | undefined;
  /** Scores from before a start are still being read. */
  isReading: boolean;
}) {
  if (score === undefined || score.n === 0) return <span class="none">{isReading ? "reading …" : "no answers"}</span>;
  const interval = `${(score.lowBp / 100).toFixed(1)}% to ${(score.highBp / 100).toFixed(1)}%`;
  return (
    <div
      class="bar"
      title={`${percent(score.score)} of ${score.n}, between ${interval}; answered ${score.answered} of ${score.asked}`}
    >
      <svg viewBox={`0 0 ${SCALE} 100`} preserveAspectRatio="none" role="img" aria-label={`between ${interval}`}>
        <rect class="track" x="0" y="44" width={SCALE} height="12" />
        <rect class="band" x={score.lowBp} y="22" width={Math.max(40, score.highBp - score.lowBp)} height="56" rx="8" />
        <rect class="tick" x={Math.min(SCALE - 70, score.score * 10)} y="6" width="70" height="88" />
      </svg>
      <span>
        {percent(score.score)}{" "}
        <small>n {score.answered < score.asked ? `${score.answered}/${score.asked}` : score.asked}</small>
      </span>
    </div>
  );
}
