import { useStatus } from "../use-status.ts";
import { Age } from "./age.tsx";
import { Alarms } from "./alarms.tsx";
import { ContestView } from "./contest.tsx";
import { Blocks } from "./blocks.tsx";
import { Figures } from "./figures.tsx";
import { Leaderboard } from "./leaderboard.tsx";
import { LeftOut } from "./left-out.tsx";
import { Replaying } from "./replaying.tsx";

/** Figures older than this are shown as old. */
const STALE_MS = 15_000;

export function Page() {
  const feed = useStatus();
  const { status, ageMs, failure } = feed;
  if (status === undefined) {
    return <p class="loading">{failure === undefined ? "Asking the validator …" : `No answer yet: ${failure}`}</p>;
  }
  const stale = failure !== undefined || ageMs > STALE_MS || !status.validator.running;
  return (
    <main class={stale ? "stale" : ""}>
      <header>
        <h1>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 14 8 2l6 12" />
          </svg>
          Affine <small>subnet {status.chain.netuid}</small>
        </h1>
        <Age ageMs={ageMs} stale={stale} failure={failure} running={status.validator.running} />
      </header>
      <Alarms alarms={status.alarms} />
      <Figures status={status} />
      <Replaying status={status} />
      <ContestView status={status} />
      <Leaderboard status={status} />
      <Blocks status={status} />
      <LeftOut status={status} />
      <footer>
        Validator {status.validator.hotkey} · mechanism {status.mechanism} · affine {status.version} · every number
        comes from <a href="./api/status">/api/status</a>
      </footer>
    </main>
  );
}
