import type { Random } from "../../../core/index.ts";
import type { Domain } from "../domain.ts";
import { TEMPLATES, type Template } from "../templates/index.ts";
import { listNamed, textNamed } from "../tree/build.ts";
import { INPUT_NAMES, type Program, type Statement } from "../tree/program.ts";
import { ProgramDraft } from "./program-draft.ts";
import type { Piece } from "./variables.ts";

/** Templates tried for one place in the program before the draft is given up. */
const TRIES = 16;
/** How often a template may occur in a program. */
const MOST_OF_A_KIND = 2;
const MOST_LISTS_PRINTED = 2;

/** What a program is to be like. */
export interface ProgramPlan {
  readonly templates: number;
  /** Whether every line of the input must be read; a program of one template seldom can. */
  readonly readsAll: boolean;
}

/**
 * A program of so many templates that prints whole lists and texts, never an input as it came and never a bare number:
 * a number at the end would be a checksum, which one line of the input alone can be tuned to.
 *
 * @returns `null` when what was drawn cannot be finished that way.
 */
export function draftProgram(domain: Domain, { templates, readsAll }: ProgramPlan, random: Random): Program | null {
  const draft = new ProgramDraft(domain, random);
  const used: Template[] = [];
  while (used.length < templates) {
    const next = nextPiece(draft, used);
    if (next === null) return null;
    draft.add(next.piece);
    used.push(next.template);
  }
  const printed = printing(draft, readsAll);
  return printed === null ? null : { helpers: draft.helpers, statements: [...draft.statements, ...printed] };
}

function nextPiece(draft: ProgramDraft, used: readonly Template[]): { template: Template; piece: Piece } | null {
  // A computed number must be read by what comes next; the key may wait.
  const waiting = draft.numbers.filter(({ name }) => name !== INPUT_NAMES.key && draft.isFresh(name));
  for (let tried = 0; tried < TRIES; tried += 1) {
    const template = draft.random.pick(TEMPLATES);
    if (template === used.at(-1)) continue;
    if (used.filter((other) => other === template).length >= MOST_OF_A_KIND) continue;
    const piece = template.draft(draft);
    if (piece !== null && waiting.every(({ name }) => piece.reads.includes(name))) return { template, piece };
  }
  return null;
}

/** Prints all lists and texts that nothing has read, and at least the last list and the last text that were computed. */
function printing(draft: ProgramDraft, readsAll: boolean): Statement[] | null {
  const fresh = (variable: { name: string }) => draft.isFresh(variable.name);
  const raw: readonly string[] = Object.values(INPUT_NAMES);
  const unread = [...draft.lists, ...draft.texts, ...draft.numbers].filter(fresh);
  if (readsAll && unread.some(({ name }) => raw.includes(name))) return null;
  const computed = unread.map(({ name }) => name).filter((name) => !raw.includes(name));
  if (draft.numbers.some(({ name }) => computed.includes(name))) return null;
  const lists = draft.lists.filter(({ name }) => computed.includes(name));
  const texts = draft.texts.filter(({ name }) => computed.includes(name));
  if (lists.length === 0) lists.push(...draft.lists.slice(1).slice(-1));
  if (texts.length === 0) texts.push(...draft.texts.slice(1).slice(-1));
  if (lists.length > MOST_LISTS_PRINTED || lists.length + texts.length === 0) return null;
  return draft.random.shuffle<Statement>([
    ...lists.map(({ name }) => ({ is: "print-list", of: listNamed(name) }) as const),
    ...texts.map(({ name }) => ({ is: "print-text", of: textNamed(name) }) as const),
  ]);
}
