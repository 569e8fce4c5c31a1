/** `python`, `py`, `python3`, `py3.11`, `python-3.12`, also as `language-python` or `text/x-python`. */
const NAME = /^(?:lang(?:uage)?-|text\/x-|x-)?i?py(?:thon)?(?:-?3(?:\.\d+)*)?$/;
/** A console: it may show a program at work, as often as not behind the program itself, so it counts as a block without a tag. */
const CONSOLE = /^(?:pycon|python-?(?:repl|console)|pyrepl|doctest)3?$/;
/** No tag of ours is longer. */
const LONGEST = 64;

/** What the info string of a fence says of its language. */
export type FenceLanguage = "python" | "none" | "other";

/**
 * Reads an info string: `python`, `Python 3.py`, `python:main.py`, `{.python .numberLines}`, `python title="x"`,
 * `python3.12`, `py3.11`, `ipython`, a file name that ends in `.py`. Longer ones than 64 characters name no language of ours.
 */
export function fenceLanguage(info: string): FenceLanguage {
  if (info === "python") return "python";
  if (info.length > LONGEST) return "other";
  const text = info.trim().toLowerCase();
  if (text === "") return "none";
  const word = /^[{.\s]*([a-z0-9+#_./-]*)/.exec(text)?.[1] ?? "";
  if (CONSOLE.test(word)) return "none";
  return NAME.test(word) || /^[a-z0-9_./-]+\.py$/.test(word) ? "python" : "other";
}
