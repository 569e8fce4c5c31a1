/** Names of what the instrumented module exports beyond the original. */
export const EXPORTED = {
  /** `i64` global: fuel left; below zero when it has run out. */
  fuel: "affine_fuel",
  /** `i32` global: set to one by the host when it has ended the run. */
  ended: "affine_ended",
  /** `i32` global: the end of the C stack, below which its pointer must not go. */
  stackLimit: "affine_stack_limit",
  /** The function that CPython calls for pointers of another type than their function's. */
  trampoline: "affine_trampoline",
} as const;

/** Prefix of the module's own mutable globals: part of what is put back between programs. */
export const STATE_PREFIX = "affine_state_";
