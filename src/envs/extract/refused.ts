import { isQuoted } from "./mentions.ts";
import { readReasoningName } from "./reasoning-names.ts";
import { Spans } from "./spans.ts";

/** What a fence or a tag says of an answer that is not to count. */
const REFUSED =
  "wrong|incorrect|invalid|rejected?|refused?|drafts?|discard(?:ed)?|withdrawn|retracted|revoked|superseded|outdated|obsolete|old|previous|failed|failure|failing|bad|broken|mistaken?|mistakes?|errors?|erroneous|false|void|deleted?|removed?|cancell?ed|scratch|scrapped|examples?|samples?|templates?|placeholder|dummy|fake|mock|hidden|not|none|non|no|never|un(?:verified|finished|used|checked)|abandoned|ignored?|tentative|counterexample";
const WORD = new RegExp(`(?:^|[^a-z])(?:${REFUSED})(?![a-z])`, "i");
/** `diff` of a fence: a line with a minus is taken out. */
const DIFF = /^[ \t{.]{0,8}(?:u?diff|patch)(?![a-z])/i;
const TAKEN_OUT = /^[ \t]{0,8}-/m;
const NAME = /^[\s{.]{0,8}([^\s{}.,:;=]{1,40})/;
/** Also the name of an answer. */
const MAY_BE_ANSWER = /^(?:plan|planning|note|notes|work|working|workings|trace|calculation|calculations|computation)$/;
const FENCE = /^[ \t>]{0,64}(`{3,}|~{3,})([^\n`]*)$/gm;
/** Without one of these no fence hides anything; most texts have none. */
const MAY_HIDE = /(?:```|~~~)[ \t]*[{.]?[^\s`~]/;
const ATTRIBUTE = /([a-z_:-]{1,40})\s{0,4}=\s{0,4}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi;
const GOOD_NAME =
  /^(?:final|valid|correct|accepted|ok|verified|right|true|count|counts|use|submit|submitted|is[_-]?(?:final|valid|correct))$/i;
const [YES, NO] = [/^(?:true|yes|1|on)$/i, /^(?:false|no|0|off)$/i];

/** True for the tag of a fence in which no answer is handed in: `wrong`, `rejected`, `thinking`. */
export function isRefusedInfo(info: string): boolean {
  const name = NAME.exec(info)?.[1]?.toLowerCase();
  if (name === undefined) return false;
  const said = readReasoningName(name);
  return (said !== null && !MAY_BE_ANSWER.test(name)) || WORD.test(name);
}

/** True for a text with a fence of a difference that takes a line out, or with one that {@link isRefusedInfo} refuses. */
export function hasRefusedFence(text: string): boolean {
  if (!(text.includes("```") || text.includes("~~~")) || !MAY_HIDE.test(text)) return false;
  let diff = -1;
  for (const { index, 2: info = "" } of text.matchAll(FENCE)) {
    if (isRefusedInfo(info)) return true;
    if (diff === -1 && DIFF.test(info)) diff = index;
  }
  return diff !== -1 && TAKEN_OUT.test(text.slice(diff));
}

/** True for attributes that say that an answer is not to count: `status="rejected"`, `final="false"`. */
export function isRefusedTag(tag: string): boolean {
  if (!tag.includes("=")) return false;
  for (const [, name = "", quoted, single, bare] of tag.matchAll(ATTRIBUTE)) {
    const value = quoted ?? single ?? bare ?? "";
    if (WORD.test(name)) {
      if (!NO.test(value)) return true;
    } else if (
      GOOD_NAME.test(name)
        ? NO.test(value) || WORD.test(value)
        : !NO.test(value) && !YES.test(value) && WORD.test(value)
    )
      return true;
  }
  return false;
}

/** Fences whose tag says that what they hold is reasoning, or not to count. */
export class RefusedFences {
  readonly #spans = new Spans();
  /** Where one begins that never ends, or -1. */
  readonly unclosed: number = -1;

  constructor(text: string, start: number) {
    if (!text.includes("```", start) && !text.includes("~~~", start)) return;
    const tail = start === 0 ? text : text.slice(start);
    if (!MAY_HIDE.test(tail)) return;
    let [mark, length, from, depth] = ["", 0, -1, 0];
    for (const { index, 1: run = "", 2: info = "" } of tail.matchAll(FENCE)) {
      const isBare = info.trim() === "";
      if (length === 0) {
        [mark, length, depth] = [run.charAt(0), run.length, 1];
        from = isRefusedInfo(info) && !isQuoted(text, start + index, start + index + run.length) ? start + index : -1;
      } else if (run.startsWith(mark) && run.length >= length) {
        if (isBare) depth -= 1;
        else if (from !== -1) depth += 1;
        if (depth > 0) continue;
        if (from !== -1) this.#spans.add(from, start + index + run.length);
        length = 0;
      }
    }
    if (length !== 0) this.unclosed = from;
  }

  /** True for a place within one that ends. */
  hold(at: number): boolean {
    return this.#spans.hold(at);
  }
}
