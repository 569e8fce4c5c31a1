import type { ChainFacts } from "../chain-facts.ts";
import { parseCommitment } from "../../roster/index.ts";
import type { Findings } from "../findings.ts";
import { recordDeviation, type AuditedRecord } from "./audited-record.ts";

/** Reveals that the chain keeps of one key. */
const KEPT_REVEALS = 10;

/** Holds what a record says of its miner's commitment against the chain's reveals. */
export class CommitmentChecks {
  readonly #reveals: ChainFacts["reveals"] | null;
  readonly #findings: Findings;
  /** Verdicts by hotkey, block, model and revision: a miner has many records. */
  readonly #known = new Map<string, "there" | "absent" | "unknown">();

  constructor(reveals: ChainFacts["reveals"] | null, findings: Findings) {
    this.#reveals = reveals;
    this.#findings = findings;
  }

  check(audited: AuditedRecord): void {
    const { validator, record } = audited;
    const { hotkey, model, revision, commitBlock, block } = record;
    if (commitBlock >= block) {
      const message = `block ${commitBlock} is not before block ${block}, which draws the question`;
      this.#findings.deviate(recordDeviation(audited, "late_commitment", message, { commitBlock }));
    }
    const id = `${hotkey} ${commitBlock} ${model} ${revision}`;
    let verdict = this.#known.get(id);
    if (verdict === undefined) this.#known.set(id, (verdict = this.#look(audited)));
    if (verdict === "unknown")
      this.#findings.note("commitment_unchecked", validator, `${hotkey} at block ${commitBlock}`);
    if (verdict !== "absent") return;
    const message = `${hotkey} committed no ${model} at block ${commitBlock}`;
    this.#findings.deviate(recordDeviation(audited, "unknown_commitment", message, { commitBlock, model, revision }));
  }

  #look({ record }: AuditedRecord): "there" | "absent" | "unknown" {
    const reveals = this.#reveals?.get(record.hotkey);
    // A key that left the subnet takes its reveals along.
    if (reveals === undefined || reveals.length === 0) return "unknown";
    const there = reveals.some(({ block, text }) => {
      const { commitment } = parseCommitment(text);
      return (
        block === record.commitBlock && commitment?.model === record.model && commitment.revision === record.revision
      );
    });
    if (there) return "there";
    const oldest = Math.min(...reveals.map(({ block }) => block));
    return reveals.length >= KEPT_REVEALS && record.commitBlock <= oldest ? "unknown" : "absent";
  }
}
