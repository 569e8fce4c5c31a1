import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { count } from "../format.ts";
import { Note } from "./note.tsx";

/** Said while the contest is not read up to now: after a start, when late records change it, when it cannot be read. */
export function ReplayNote({ snapshot: { replay, status } }: { snapshot: Snapshot }) {
  const { replaying } = status;
  if (replaying !== null) {
    return (
      <p class="note loading" role="status" data-testid="replaying">
        Catching up: the contest is read from the records, block {count(replaying.block)} of{" "}
        {count(replaying.headBlock)}.
      </p>
    );
  }
  if (replay.state === "broken") return <Note kind="failed">The tests below are not of now: {replay.detail}</Note>;
  if (replay.state === "reading") {
    return (
      <Note kind="loading">
        The tests are read from the records
        {replay.block === null ? "" : `, at block ${count(replay.block)}`}
        {replay.headBlock === null ? "" : ` of ${count(replay.headBlock)}`} …
      </Note>
    );
  }
  return null;
}
