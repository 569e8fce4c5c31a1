/**
 * Who wins: pure functions from the signed record to a champion and weights. See docs/mechanism.md.
 *
 * @example
 * import { mechanism } from "affine/mechanism";
 * mechanism("affine-v2").name;
 */
export * from "./mechanism/index.ts";
