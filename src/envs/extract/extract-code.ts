import { kinds, need } from "../../core/index.ts";
import { answerRegion, isUnclosed } from "./answer-region.ts";
import { MAX_ANSWER_LENGTH, noAnswer, type Extraction } from "./extraction.ts";
import type { FencedBlocks } from "./fenced-blocks.ts";
import { nextColumn, scanFences } from "./scan-fences.ts";

/** What an environment says of the code it asks for. */
export interface CodeWanted {
  /**
   * True for a text that may be the whole answer. Where some blocks are and some are not, the last that is wins: what
   * follows a program may be an example of its use or its output. All are, unless told.
   */
  readonly isWhole?: (code: string) => boolean;
}

const wantedKind = kinds.shape({ isWhole: kinds.maybe(kinds.call) });

/**
 * The last complete code fence tagged `python`, `py` or `python3`; where none is tagged so, the last without a tag.
 * Fences in other languages are passed over; a fence tagged python that is still open at the end means that the program
 * was cut off: no answer. Indentation (and `>`) of the opening line is taken off the lines within.
 */
export function extractCode(completion: unknown, wanted: CodeWanted = {}): Extraction {
  need(wantedKind, wanted, "extractCode", "a completion and { isWhole }");
  const { isWhole = () => true } = wanted;
  const region = answerRegion(completion);
  if ("found" in region) return region;
  const { text, reasoning } = region;
  const { python, untagged, open } = scanFences(text, reasoning.end);
  const blocks = python.size > 0 ? python : untagged;
  const last = blocks.size === 0 ? null : lastWhole(text, blocks, isWhole);
  if (last === null ? isUnclosed(reasoning, text.length) : isUnclosed(reasoning, last.to, last.from)) {
    return noAnswer("unclosed_reasoning");
  }
  if (open === "python" || (open === "none" && python.size === 0)) return noAnswer("unclosed_answer");
  if (last === null) return noAnswer("no_answer");
  return last.code.length > MAX_ANSWER_LENGTH ? noAnswer("answer_too_long") : { found: true, answer: last.code };
}

interface Block {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** The last block that is whole, else the last one. Blocks too long to be answers are not read. */
function lastWhole(text: string, blocks: FencedBlocks, isWhole: (code: string) => boolean): Block {
  for (let back = 0; back < blocks.size; back += 1) {
    const { from, to } = blocks.at(back);
    const mayBe = to - from > MAX_ANSWER_LENGTH || isWhole(blockAt(text, blocks, back).code);
    if (mayBe) return blockAt(text, blocks, back);
  }
  return blockAt(text, blocks, 0);
}

function blockAt(text: string, blocks: FencedBlocks, back: number): Block {
  const { from, to, prefix } = blocks.at(back);
  const code = to - from > 2 * MAX_ANSWER_LENGTH ? text.slice(from, to) : withoutPrefix(text.slice(from, to), prefix);
  return { code: code.startsWith("\ufeff") ? code.slice(1) : code, from, to };
}

function withoutPrefix(code: string, prefix: number): string {
  if (prefix === 0) return code;
  const lines = code.split("\n").map((line) => {
    let skipped = 0;
    for (let column = 0; column < prefix && skipped < line.length; skipped += 1) {
      if (!" \t>".includes(line.charAt(skipped))) break;
      column = nextColumn(column, line.charAt(skipped));
    }
    return line.slice(skipped);
  });
  return lines.join("\n");
}
