import type { Status } from "../../src/serve/status-schema.ts";

/** Said while the contest is read from the records, after a start or because late records change it. */
export function Replaying({ status: { replaying } }: { status: Status }) {
  if (replaying === null) return null;
  return (
    <p class="empty" data-testid="replaying">
      Catching up: the contest is read from the records, block {replaying.block.toLocaleString("en")} of{" "}
      {replaying.headBlock.toLocaleString("en")}.
    </p>
  );
}
