import type { RevealedCommitment } from "../../chain/chain.ts";
import { errorMessage } from "../../core/index.ts";
import { announcementText, parseAnnouncement } from "../../record/index.ts";
import type { Signer } from "../../signer/index.ts";
import type { RecordLog } from "../../store/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Alarms } from "../alarms.ts";

export interface AnnouncerOptions {
  readonly signer: Pick<Signer, "address" | "announce">;
  readonly records: Pick<RecordLog, "status">;
  /** Where the world finds our records; local networks may do without. */
  readonly recordsUrl?: string | undefined;
  readonly alarms: Alarms;
  readonly log: Logger;
}

/** Renews our announcement once an epoch, with the newest head: who lets three epochs pass has no share. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** Renews in the background where it is due; a failure is told, and tried again with the next call. */
  renew(commitments: ReadonlyMap<string, RevealedCommitment>, epoch: { readonly startBlock: number }): void {
    const { signer, records, recordsUrl } = this.#options;
    const own = commitments.get(signer.address);
    const known = own === undefined ? undefined : parseAnnouncement(own.text);
    const url = recordsUrl ?? known?.records;
    const isDue = own === undefined || own.block < epoch.startBlock || known?.head === undefined;
    const { head } = records.status();
    // Before the first shard an address may be announced, but there is no head to renew it with.
    if (!isDue || head === null || this.#running !== undefined) return;
    const { seq, headerHash: hash } = head;
    const text = announcementText({ ...(url === undefined ? {} : { records: url }), head: { seq, hash } });
    this.#running = this.#announce(text, seq).finally(() => (this.#running = undefined));
  }

  /** What fails from now on fails because we end. */
  close(): void {
    this.#isClosed = true;
  }

  async #announce(text: string, seq: number): Promise<void> {
    const { signer, alarms, log } = this.#options;
    try {
      await signer.announce(text);
      alarms.clear("not_announced");
      log.info({ seq }, "announcement renewed");
    } catch (error) {
      // The signer was let go of: the next start renews it.
      if (this.#isClosed) return;
      log.warn({ err: error }, `the announcement was not renewed: ${errorMessage(error)}`);
      alarms.raise(
        "not_announced",
        `Our announcement could not be renewed (${errorMessage(error)}): after three epochs without, no round is ours.`,
      );
    }
  }
}
