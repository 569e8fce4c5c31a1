import { AffineError } from "../core/index.ts";
import { printable } from "../io/index.ts";

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/;

/**
 * The two parts of a repository's name. The same letters that a commitment may carry (src/roster/commitment.ts), so
 * that every repository can be committed, and none leads out of a folder or a URL.
 *
 * @throws AffineError `invalid_input`
 */
export function parseRepoName(repo: string): { owner: string; name: string } {
  const [owner = "", name = "", ...rest] = repo.split("/");
  if (rest.length === 0 && [owner, name].every((part) => SEGMENT.test(part) && !/\.\.|\.git$/.test(part))) {
    return { owner, name };
  }
  throw new AffineError("invalid_input", `${JSON.stringify(printable(repo))} is no name of a model repository.`, {
    hint: "It is owner/name; letters, digits, ., _ and -, each part at most 96 characters and beginning with a letter or digit.",
  });
}

/** Whether a text is a full commit id: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. */
export function isCommitId(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
