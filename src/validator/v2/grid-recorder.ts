import {
  readContestant,
  rulesHash,
  type ChampionRules,
  type Contestant,
  type ContestRules,
} from "../../replay/index.ts";
import { errorMessage, textHead } from "../../core/index.ts";
import type { RosterDocument } from "../../record/index.ts";
import type { RecordLog } from "../../store/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { SnapshotReader } from "../../replay/driver/snapshot-reader.ts";
import type { Inspector, NewFinding } from "./inspector.ts";

export interface GridRecorderOptions {
  readonly rules: ContestRules;
  readonly champion: ChampionRules;
  readonly records: RecordLog;
  readonly snapshots: SnapshotReader;
  readonly inspector: Inspector;
  readonly log: Logger;
}

/** Records what the chain says at its grid blocks, and what looking at the commitments gives. */
export class GridRecorder {
  readonly #options: GridRecorderOptions;
  readonly #stop = new AbortController();

  constructor(options: GridRecorderOptions) {
    this.#options = options;
  }

  /**
   * Records the grid blocks up to the head that can still be seen in time. Inspections go on in the background.
   *
   * @throws AffineError of chain or record log: call again.
   */
  async record(headBlock: number, onRoster: (roster: RosterDocument) => void): Promise<void> {
    const { snapshots, records } = this.#options;
    for (let next = await snapshots.next(headBlock); next !== undefined; next = await snapshots.next(headBlock)) {
      await records.append(next.record, next.roster);
      onRoster(next.roster);
      this.#inspect(next.roster, next.record.block);
    }
  }

  /** Our own opinion of what a key committed, where there is one. */
  opinionOf(hotkey: string, revision: string): string | undefined {
    return this.#options.inspector.opinionOf(hotkey, revision);
  }

  /** Ends the inspections under way. */
  close(): void {
    this.#stop.abort();
  }

  #inspect(roster: RosterDocument, block: number): void {
    const { inspector, champion, log } = this.#options;
    const contestants: Contestant[] = roster.entries.flatMap(
      (entry) => readContestant(entry, champion).contestant ?? [],
    );
    const { signal } = this.#stop;
    inspector
      .look(contestants, (finding) => this.#find(finding, block), signal)
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error }, `findings could not be recorded: ${errorMessage(error)}`);
      });
  }

  async #find({ contestant, reason, detail }: NewFinding, block: number): Promise<void> {
    const { rules, records } = this.#options;
    const { hotkey, subject, model, revision } = contestant;
    await records.append({
      v: 1,
      kind: "finding",
      netuid: rules.netuid,
      block,
      hotkey,
      subject,
      model,
      revision,
      reason,
      detail: textHead(detail, 256).toWellFormed(),
      rules: rulesHash(rules),
    });
  }
}
