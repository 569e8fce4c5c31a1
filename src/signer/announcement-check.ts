import { parseAnnouncement, publicUrlFault } from "../record/index.ts";
import { refuse } from "./intent-checks.ts";
import type { SignerLog } from "./log/signer-log.ts";

/**
 * Whether a text may be announced: an announcement in its one spelling, so that it can never be a model's commitment;
 * an address that strangers may be sent to; a head that was signed here, and never an older one than before.
 *
 * @throws AffineError `signer_refused`
 */
export function assertAnnouncement(
  text: string,
  { log, publicOnly }: { log: Pick<SignerLog, "isKept" | "announcedSeq" | "headerHash">; publicOnly: boolean },
): void {
  const announcement = parseAnnouncement(text);
  if (announcement === undefined) {
    const form = '{"affine":1,"records":"https://…/","head":{"seq":0,"hash":"…"}}';
    throw refuse(`an announcement is ${form}, spelled so, of 512 bytes at most`);
  }
  const { records, head } = announcement;
  if (publicOnly) {
    const fault = records === undefined ? "it is not there" : publicUrlFault(records);
    if (fault !== undefined) throw refuse(`the records' address must be public, and ${fault}`);
  }
  if (head === undefined) return;
  const { seq, hash } = head;
  if (seq < (log.announcedSeq ?? 0)) throw refuse(`shard ${log.announcedSeq ?? 0} was announced before shard ${seq}`);
  const known = log.headerHash(seq);
  if (known === undefined ? log.isKept : known !== hash)
    throw refuse(`shard ${seq} with that hash was not signed here`);
}
