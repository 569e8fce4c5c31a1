import type { Random } from "../../../core/index.ts";
import type { Domain } from "../domain.ts";
import { INPUT_NAMES, type Helper, type Statement } from "../tree/program.ts";
import type { ListVariable, NumberVariable, Piece, TextVariable } from "./variables.ts";

/** How often, of 8, a template takes a variable that nothing has read yet, where there is one. */
const FRESH_OF_8 = 7;

/** A program that grows by one piece after the other, and the variables that its templates may read. */
export class ProgramDraft {
  readonly random: Random;
  readonly statements: Statement[] = [];
  readonly helpers: Helper[] = [];
  readonly numbers: NumberVariable[];
  readonly lists: ListVariable[];
  readonly texts: TextVariable[];
  readonly #read = new Set<string>();
  #names = 0;

  constructor(domain: Domain, random: Random) {
    this.random = random;
    this.numbers = [{ name: INPUT_NAMES.key, low: 1, high: domain.largestKey }];
    const { count } = domain;
    this.lists = [{ name: INPUT_NAMES.numbers, low: 0, high: domain.largest, shortest: count, longest: count }];
    this.texts = [{ name: INPUT_NAMES.word, length: domain.letters }];
  }

  /** A name that no other variable has. */
  name(prefix: "n" | "p" | "w" | "d"): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  number(): NumberVariable {
    return this.#choose(this.numbers);
  }

  list(): ListVariable {
    return this.#choose(this.lists);
  }

  text(): TextVariable {
    return this.#choose(this.texts);
  }

  isFresh(name: string): boolean {
    return !this.#read.has(name);
  }

  /** The helper of that name, if the program has it: a second call uses what the first one has defined. */
  helper(name: string): Helper | undefined {
    return this.helpers.find((helper) => helper.name === name);
  }

  add(piece: Piece): void {
    this.statements.push(...piece.statements);
    if (piece.helper !== undefined && !this.helpers.includes(piece.helper)) this.helpers.push(piece.helper);
    for (const name of piece.reads) this.#read.add(name);
    this.numbers.push(...(piece.numbers ?? []));
    this.lists.push(...(piece.lists ?? []));
    this.texts.push(...(piece.texts ?? []));
  }

  #choose<Variable extends { readonly name: string }>(variables: readonly Variable[]): Variable {
    const fresh = variables.filter(({ name }) => this.isFresh(name));
    return this.random.pick(fresh.length > 0 && this.random.chance(FRESH_OF_8, 8) ? fresh : variables);
  }
}
