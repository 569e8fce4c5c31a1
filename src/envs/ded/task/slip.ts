/** A misreading of what statements do not say in so many words each time: conventions, and which side of a bound counts. */
export type Slip =
  /** A parameter taken for one more or one less: `<` for `<=`, or counted from 0. */
  | { readonly slip: "shift"; readonly parameter: string; readonly by: number }
  /** Quantities worked out after items were set aside, not before. */
  | { readonly slip: "kept first" }
  /** Positions counted among the items that count, not in the input. */
  | { readonly slip: "places among kept" }
  /** A quantity that looks back or ahead with the item itself in or out, or with equals in or out. */
  | { readonly slip: "edge"; readonly quantity: string }
  /** Ties broken the other way round. */
  | { readonly slip: "tie" }
  /** At least one item must be chosen. */
  | { readonly slip: "not none" };
