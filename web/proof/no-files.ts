import { AffineError } from "../../src/core/errors.ts";

/** In a browser there are no files: a corpus cannot be loaded. */
export function readRegularFile(): Promise<never> {
  return Promise.reject(new AffineError("unsupported", "A browser reads no files of a corpus."));
}

export { clip } from "../../src/io/text/clip.ts";
