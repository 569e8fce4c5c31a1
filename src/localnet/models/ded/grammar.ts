/** What was found in the gaps of a pattern. */
export type Gaps = Readonly<Record<string, unknown>>;

/**
 * A way to say something: a text with gaps, `{name:kind}`, and what it means. Kinds are `#` (a number), `w` (a name),
 * `M` (a name with a capital), `P` (a parameter), or a kind of the grammar itself.
 */
export type Saying = readonly [pattern: string, meaning: (gaps: Gaps) => unknown];

export type Grammar = Readonly<Record<string, readonly Saying[]>>;

/** One reading of a text from some place on. */
export interface Reading {
  readonly meaning: unknown;
  readonly end: number;
}

type Piece = { readonly text: string } | { readonly name: string; readonly kind: string };

const TOKENS: Readonly<Record<string, RegExp>> = { "#": /-?\d+/y, w: /[a-z]+/y, M: /[A-Z][a-z]+/y, P: /[A-Z]\b/y };

/** Reads texts by a grammar; every way to read them is found. */
export class Reader {
  readonly #text: string;
  readonly #sayings = new Map<string, { pieces: readonly Piece[]; meaning: Saying[1] }[]>();
  readonly #known = new Map<string, readonly Reading[]>();

  /** @param words replaces words of the patterns, such as what items are called. */
  constructor(grammar: Grammar, text: string, words: (pattern: string) => string) {
    this.#text = text;
    for (const [kind, sayings] of Object.entries(grammar)) {
      this.#sayings.set(
        kind,
        sayings.map(([pattern, meaning]) => ({ pieces: piecesOf(words(pattern)), meaning })),
      );
    }
  }

  /** All readings of a kind from a place on. */
  read(kind: string, from: number): readonly Reading[] {
    const token = TOKENS[kind];
    if (token !== undefined) return this.#token(kind, token, from);
    const key = `${kind} ${from}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = (this.#sayings.get(kind) ?? []).flatMap(({ pieces, meaning }) =>
      this.#match(pieces, 0, from, {}).map(({ gaps, end }) => ({ meaning: meaning(gaps), end })),
    );
    this.#known.set(key, found);
    return found;
  }

  #token(kind: string, token: RegExp, from: number): readonly Reading[] {
    token.lastIndex = from;
    const word = token.exec(this.#text)?.[0];
    if (word === undefined) return [];
    return [
      { meaning: kind === "#" ? Number(word) : kind === "M" ? word.toLowerCase() : word, end: from + word.length },
    ];
  }

  #match(pieces: readonly Piece[], index: number, from: number, gaps: Gaps): { gaps: Gaps; end: number }[] {
    const piece = pieces[index];
    if (piece === undefined) return [{ gaps, end: from }];
    if ("text" in piece) {
      return this.#text.startsWith(piece.text, from)
        ? this.#match(pieces, index + 1, from + piece.text.length, gaps)
        : [];
    }
    return this.read(piece.kind, from).flatMap(({ meaning, end }) => {
      const before = gaps[piece.name];
      if (before !== undefined && before !== meaning) return [];
      return this.#match(pieces, index + 1, end, { ...gaps, [piece.name]: meaning });
    });
  }
}

function piecesOf(pattern: string): Piece[] {
  return pattern.split(/(\{\w+:[^}]+\})/).flatMap((part): Piece[] => {
    const gap = /^\{(\w+):([^}]+)\}$/.exec(part);
    if (gap !== null) return [{ name: gap[1] ?? "", kind: gap[2] ?? "" }];
    return part === "" ? [] : [{ text: part }];
  });
}
