import { AffineError } from "../../../../core/index.ts";

/** A proof that is none: what is wrong with it, for whoever knows which endpoint gave it. */
export function badNode(what: string): AffineError {
  return new AffineError("chain_decode", `The proof is none: ${what}.`, {
    hint: "The endpoint gave a damaged proof, or one of another form than Substrate's: use another endpoint.",
  });
}
