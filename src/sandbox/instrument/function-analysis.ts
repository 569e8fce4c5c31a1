import type { FunctionType } from "./module-shape.ts";

/** A change to a function's code: the bytes from `at` to `until` give way to what `change` stands for. */
export interface Edit {
  readonly at: number;
  readonly until: number;
  readonly change:
    | { readonly kind: "charge"; readonly weight: number }
    | { readonly kind: "canonical"; readonly type: "f32" | "f64" }
    | { readonly kind: "caught" }
    | { readonly kind: "checkStack" }
    | { readonly kind: "return" }
    | { readonly kind: "call"; readonly target: number }
    | { readonly kind: "chargeLength" }
    | { readonly kind: "refuseGrowth" };
}

export interface FunctionAnalysis {
  readonly type: FunctionType;
  /** Groups of locals as they stand, and how many locals there are beside the parameters. */
  readonly localGroups: Uint8Array;
  readonly groupCount: number;
  readonly locals: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly edits: readonly Edit[];
  readonly highestOperand: number;
  /** Whether it calls anything: a function that does not cannot recurse. */
  readonly calls: boolean;
  /** Bytes of the C stack that it takes for itself. */
  readonly ownFrame: number;
  /** Whether it moves the C stack's pointer by itself, and so restores it in its handlers. */
  readonly movesStack: boolean;
  /** Weight of the code up to the first fork. */
  readonly entryWeight: number;
}
