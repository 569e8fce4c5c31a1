import { SHARD_DEFECTS, type ShardDefect } from "../record/index.ts";

/** Everything that verification can find to be otherwise than it should, by name; see docs/verifying.md. */
export const DEVIATIONS = {
  second_shard: "two different shards have one number",
  withheld_shard: "a shard is not there that most of the voting shares saw, or that it announced itself",
  unproven_head: "it signed that it saw a shard that is not the one shown, and too few others say so",
  stale_record: "its newest record is too old",
  doubled_record: "two different records are about one answer",
  repeated_record: "one record stands in two places",
  future_block: "the block that it is of did not exist yet",
  wrong_round: "the round is not drawn by the block that the record names",
  unknown_question: "the rules do not ask this question",
  wrong_challenge: "it is not the question that the beacon draws",
  late_commitment: "the model was committed when the question could be known",
  unknown_commitment: "the chain has no such commitment of this miner",
  dropped_record: "an answer of a round that was held is missing",
  dropped_round: "a round is missing",
  late_record: "a record was sealed or seen too late",
  foreign_round: "the round belongs to another validator",
  unasked_record: "the contest did not ask this",
  missing_transcript: "the transcript is not there",
  broken_transcript: "the transcript is not what the record names",
  foreign_transcript: "the transcript is of another question",
  swapped_answer: "the answer is another miner's",
  altered_prompt: "the model was asked something else",
  altered_sampling: "the model was asked with other sampling",
  altered_turns: "turns of the episode are missing, added, swapped or not the ones that were said",
  altered_observation: "the environment says something else to these turns",
  turn_after_end: "a turn was said after the episode had ended",
  unfinished_episode: "the episode is not at its end",
  wrong_score: "the answer has another score",
  wrong_reason: "the answer is judged for another reason",
  wrong_outcome: "what came of the answer is another thing",
  forged_snapshot: "what it says of the chain is not what the chain says",
  missing_document: "a document that a record names is not there",
  broken_document: "a document is not the one that a record names",
  dropped_decision: "what it decided at a grid block is not on record",
  false_dispute: "it disputes a record that is right",
  wrong_decision: "what it decided does not follow from the records",
  wrong_weights: "the weights on chain do not follow from the records",
  stale_weights: "the weights on chain were not set again since the records say something else",
} as const;

/** A shard's own defect (`shard_signature`, `shard_missing`, …, docs/records.md), or one of {@link DEVIATIONS}. */
export type DeviationCode = keyof typeof DEVIATIONS | `shard_${ShardDefect}`;

/** Defects that a chain of shards cannot have by itself: of what records name, and one that a walk tells as `missing`. */
const NOT_OF_CHAINS: ReadonlySet<ShardDefect> = new Set<ShardDefect>([
  ...(["seq_gap", "transcript_malformed", "transcript_hash", "document_malformed", "document_hash"] as const),
]);

/** Every code. */
export const DEVIATION_CODES: readonly DeviationCode[] = [
  ...(Object.keys(DEVIATIONS) as (keyof typeof DEVIATIONS)[]),
  ...(Object.keys(SHARD_DEFECTS) as ShardDefect[])
    .filter((defect) => !NOT_OF_CHAINS.has(defect))
    .map((defect): DeviationCode => `shard_${defect}`),
];

/** What evidence holds: figures and short texts, by name. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

/** One thing that is not as it should be, with all that somebody else needs to look at it again. */
export interface Deviation {
  readonly code: DeviationCode;
  /** Hotkey of the validator whose doing it is. */
  readonly validator: string;
  /** `<key of the shard>#<line>`, the shard's key alone, or `null` where something is missing. */
  readonly record: string | null;
  readonly block: number | null;
  readonly round: number | null;
  /** One sentence. */
  readonly message: string;
  readonly evidence: Evidence;
  /** What may follow from it, by code: it is told here, once, and not laid at anybody's door. */
  readonly consequences?: Readonly<Record<string, number>>;
}

/** What was not checked, or cannot be proved either way, by name. */
export const NOTES = {
  no_records: "no shard was found",
  broken_copy: "objects that are missing or broken in one store and sound in another",
  gave_up: "reading ended behind too many broken objects in a row",
  other_rules: "records under other rules: they decide nothing here",
  beacon_unknown: "rounds whose beacon the chain no longer tells, or no chain was asked",
  commitment_unchecked: "records whose commitment the chain no longer shows, or no chain was asked",
  transcript_expired: "answers older than transcripts are kept",
  transcript_unreadable: "answers whose transcript could not be fetched, since the store stopped answering",
  other_version: "answers to another version of an environment than this program's",
  sandbox_unavailable: "programs that could not be run here",
  host_failure: "answers that the validator says it could not get from the model's host: its word",
  own_failure: "answers that the validator failed to get or to judge by its own word",
  foreign_model_name: "answers whose host named another model than was asked",
  snapshot_unchecked: "snapshots of blocks whose state the chain no longer shows (--archive)",
  snapshot_missing: "grid blocks of which no snapshot has half of the voting shares",
  finding_by_word: "findings about commitments: what the validators say of hub and host",
  timeliness_by_word: "with one or two validators, when a record was sealed rests on its writer's word",
  decision_unchecked: "decisions that could not be compared",
  head_unchecked: "heads of chains that were not read",
  no_weights: "no weights on chain",
  weights_unchecked: "weights that could not be compared",
  weights_beyond: "weights set behind the end of the record: they are what follows as of its end",
  chain_past_unknown: "the chain no longer shows its state at that time; its newest was taken",
} as const;

export type NoteCode = keyof typeof NOTES;

/** How often something was not checked. */
export interface Note {
  readonly code: NoteCode;
  readonly validator: string | null;
  readonly count: number;
  /** The first case, or what makes it so. */
  readonly detail: string | null;
}
