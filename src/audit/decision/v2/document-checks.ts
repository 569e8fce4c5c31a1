import { z } from "zod";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { decodeDocument, defectOf, type ChainRecord, type DecisionRecord } from "../../../record/index.ts";
import { documentKey, type Store } from "../../../store/index.ts";
import type { Findings } from "../../findings.ts";

/** A record that names a document, and where it stands. */
export interface NamesDocument {
  readonly validator: string;
  readonly place: string;
  readonly record: ChainRecord | DecisionRecord;
}

/** Documents whose state is remembered: validators that agree name the same one within a few shards. */
const MOST_REMEMBERED = 4_096;

const kindSchema = z.looseObject({ v: z.literal(1), kind: z.enum(["roster", "evidence"]), netuid: z.int() });

type State =
  | { readonly is: "there" }
  | { readonly is: "absent" }
  | { readonly is: "unreadable" }
  | { readonly is: "broken"; readonly message: string };

/** Looks for the documents that records name: rosters and the evidence of decisions. They are kept as long as records. */
export class DocumentChecks {
  readonly #netuid: number;
  readonly #stores: readonly Store[];
  readonly #findings: Findings;
  readonly #states = new Map<string, Promise<State>>();
  readonly #down = new Set<Store>();
  /** Told already: a document and who named it. Others of its records name the same fault. */
  readonly #told = new Set<string>();

  constructor(options: { netuid: number; stores: readonly Store[]; findings: Findings }) {
    this.#netuid = options.netuid;
    this.#stores = options.stores;
    this.#findings = options.findings;
  }

  async check({ validator, place, record }: NamesDocument): Promise<void> {
    const [kind, hash] = record.kind === "chain" ? ["roster", record.roster] : ["evidence", record.evidence];
    const id = `${kind}/${hash}`;
    let state = this.#states.get(id);
    if (state === undefined) {
      const [oldest] = this.#states.keys();
      if (this.#states.size >= MOST_REMEMBERED && oldest !== undefined) this.#states.delete(oldest);
      this.#states.set(id, (state = this.#look(kind, hash)));
    }
    const found = await state;
    if (found.is !== "absent" && found.is !== "broken") return;
    const fault = `${id} ${validator}`;
    if (this.#told.has(fault)) return;
    this.#told.add(fault);
    const deviation = {
      validator,
      record: place,
      block: record.block,
      round: null,
      evidence: {
        document: hash,
        kind,
        stores: this.#stores.map(({ location }) => location).join(" "),
      },
    };
    const cause = { fromBlock: record.block, toBlock: Infinity };
    if (found.is === "absent") {
      const message = `the ${kind} that it names is in no store`;
      const missing = { ...deviation, code: "missing_document" as const, message };
      if (record.kind === "chain") this.#findings.cause(missing, cause);
      else this.#findings.deviate(missing);
    } else {
      const message = `the ${kind} that it names is not what is there: ${found.message}`;
      const broken = { ...deviation, code: "broken_document" as const, message };
      if (record.kind === "chain") this.#findings.cause(broken, cause);
      else this.#findings.deviate(broken);
    }
  }

  async #look(kind: string, hash: string): Promise<State> {
    let state: State = { is: "absent" };
    for (const store of this.#stores) {
      if (this.#down.has(store)) {
        state = { is: "unreadable" };
        continue;
      }
      try {
        const bytes = await store.get(documentKey(this.#netuid, hash));
        if (bytes === undefined) continue;
        const document = decodeDocument(bytes, hash, kindSchema);
        if (document.kind === kind && document.netuid === this.#netuid) return { is: "there" };
        state = { is: "broken", message: `it is a ${document.kind} of subnet ${document.netuid}` };
      } catch (error) {
        if (!AffineError.isInstance(error) || error.code === "interrupted") throw error;
        if (defectOf(error) !== undefined) state = { is: "broken", message: errorMessage(error) };
        else {
          // Asked again and again already; it was or will be told as a trouble once.
          this.#findings.trouble(error);
          this.#down.add(store);
          state = { is: "unreadable" };
        }
      }
    }
    return state;
  }
}
