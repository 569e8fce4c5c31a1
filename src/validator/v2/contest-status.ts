/** Low and high end of an interval, basis points. */
export interface BoundsBp {
  readonly lowBp: number;
  readonly highBp: number;
}

/** A model in the contest. */
export interface ContestModel {
  readonly uid: number;
  readonly hotkey: string;
  readonly model: string;
  readonly revision: string;
}

/** A stream of wealth against the level that it needs, thousandths of a natural logarithm. */
export interface WealthStatus {
  /** `better_on_average`, `better`, `no_great_loss`, `futile`, …: see docs/validator-loop.md. */
  readonly stream: string;
  /** `null` for the mean over all. */
  readonly environment: string | null;
  readonly wealthMilli: number;
  readonly levelMilli: number;
  /** Its level was reached at a look, which is final; of streams that a stop hangs on, that it holds. */
  readonly reached: boolean;
}

/** A challenger as people see it. */
export interface ChallengerStatus extends ContestModel {
  /** Block of the commitment. */
  readonly committedBlock: number;
  /** `queued`: waits for its test; `qualifying`, `qualified`: while nobody reigns; the rest as the test has it. */
  readonly state: "queued" | "qualifying" | "qualified" | "open" | "candidate" | "stopped" | "ended" | "frozen";
  /** Why it was stopped or has ended; `null` while it goes on. */
  readonly reason: string | null;
  readonly rounds: number;
  /** Least gain that it must show, basis points; `null` without a test. */
  readonly epsBp: number | null;
  /** Wealth on the way to a crown; empty without a test. */
  readonly wealth: readonly WealthStatus[];
  /** Wealth of the bets that it is futile to go on. */
  readonly futility: readonly WealthStatus[];
  /** 95%, at all looks at once; `null` without a test. */
  readonly meanGain: BoundsBp | null;
  /** By environment. */
  readonly gains: Readonly<Record<string, BoundsBp>>;
  /** Rounds until a crown, if it goes on so: the middle nine tenths. `null` when it cannot be told. */
  readonly roundsLeft: { readonly low: number; readonly middle: number; readonly high: number } | null;
  /** Validators that its test leaves out. */
  readonly excluded: readonly string[];
  /** Rounds that counted as lost since they are missing, late, invalid or doubled. */
  readonly againstRounds: number;
  readonly voidRounds: number;
}

export interface CrownStatus extends ContestModel {
  readonly block: number;
  /** Rounds that counted in the test, or in the qualification, that it won. */
  readonly rounds: number;
  /** False for a first champion, which had to be better than a blind guess only. */
  readonly byTest: boolean;
  readonly gainBp: number;
}

/** A replay that is on its way to the present. */
export interface ReplayProgress {
  /** Block up to which it has come. */
  readonly block: number;
  /** Head of the chain when it began. */
  readonly headBlock: number;
}

/** Where the contest stands, by records that were complete two deadlines ago. */
export interface ContestStatus {
  /** Grid block as of which everything here is. */
  readonly block: number;
  /** Last round that counted by then; -1 before the first. */
  readonly round: number;
  /** Blocks between a round and its counting. */
  readonly lagBlocks: number;
  readonly reign: number;
  readonly champion:
    | (ContestModel & {
        readonly crownedBlock: number;
        /** Rounds of its reign and of the test that it won. */
        readonly rounds: number;
        /** Mean scores by environment, thousandths. */
        readonly scores: Readonly<Record<string, number>>;
      })
    | null;
  /** A crown that is decided and takes effect later. */
  readonly pendingCrown: (ContestModel & { readonly effectiveBlock: number }) | null;
  /** Whether the champion leaves too much unanswered to be paid: its weight is burnt. */
  readonly unpaid: boolean;
  /** The uid whose payment the chain burns; `null` where the rules name none. */
  readonly burnUid: number | null;
  /** Whether tests rest until the champion's host answers again. */
  readonly resting: boolean;
  /** By environment, basis points; `null` before the first reign has ended. */
  readonly anchorsBp: Readonly<Record<string, number | null>>;
  /** In order of commitment. */
  readonly challengers: readonly ChallengerStatus[];
  /** Who committed a model and is not in the contest, and why. */
  readonly outside: readonly {
    readonly uid: number;
    readonly hotkey: string;
    readonly model: string | null;
    readonly state: "waits" | "refused";
    readonly reason: string;
    readonly detail: string;
  }[];
  /** Newest first. */
  readonly crowns: readonly CrownStatus[];
  readonly validators: readonly {
    readonly hotkey: string;
    readonly shareBp: number;
    /** Of its last rounds that were played. */
    readonly rounds: number;
    readonly badRounds: number;
  }[];
  /** Who would be champion under the other mechanism; it decides nothing. */
  readonly shadow: {
    readonly mechanism: string;
    /** `hasPoints`: whether any of its scores, in thousandths, is more than 0. */
    readonly champion: { readonly uid: number; readonly hotkey: string; readonly hasPoints: boolean } | null;
  };
}
