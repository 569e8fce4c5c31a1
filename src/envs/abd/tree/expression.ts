/**
 * The expressions of the program language: a small typed part of Python 3. A tree that TypeScript accepts is well typed
 * in Python too. Trees are plain JSON, so that they can be hashed and stored.
 */

export type ArithmeticOperator = "+" | "-" | "*" | "//" | "%" | "^";
export type ComparisonOperator = "<" | "<=" | "==" | ">" | ">=";

/** An integer. */
export type NumberExpression =
  | { readonly is: "number"; readonly value: number }
  | { readonly is: "number-variable"; readonly name: string }
  | {
      readonly is: "arithmetic";
      readonly operator: ArithmeticOperator;
      readonly left: NumberExpression;
      readonly right: NumberExpression;
    }
  | { readonly is: "negated"; readonly of: NumberExpression }
  /** `abs(of)` */
  | { readonly is: "absolute"; readonly of: NumberExpression }
  /** `max(left, right)` */
  | { readonly is: "larger"; readonly left: NumberExpression; readonly right: NumberExpression }
  /** `len(of)` */
  | { readonly is: "list-length"; readonly of: ListExpression }
  | { readonly is: "text-length"; readonly of: TextExpression }
  /** `sum(of)` */
  | { readonly is: "sum"; readonly of: ListExpression }
  /** `max(of)` */
  | { readonly is: "largest"; readonly of: ListExpression }
  /** `of[at]`, counted from the end where `at` is negative */
  | { readonly is: "item"; readonly of: ListExpression; readonly at: NumberExpression }
  /** `of.index(value)` */
  | { readonly is: "position"; readonly of: ListExpression; readonly value: NumberExpression }
  /** `ord(of)` */
  | { readonly is: "code"; readonly of: TextExpression }
  /** `int(of)` of a text of digits */
  | { readonly is: "parsed"; readonly of: TextExpression }
  /** `table.get(key, 0)` */
  | { readonly is: "count"; readonly table: string; readonly key: TextExpression }
  /** `helper(…)` */
  | { readonly is: "call"; readonly helper: string; readonly with: readonly NumberExpression[] };

/** A text of lower-case letters or digits. */
export type TextExpression =
  | { readonly is: "text"; readonly value: string }
  | { readonly is: "text-variable"; readonly name: string }
  /** `chr(code)` */
  | { readonly is: "letter"; readonly code: NumberExpression }
  /** `str(of)` */
  | { readonly is: "decimal"; readonly of: NumberExpression }
  /** `of[at]` */
  | { readonly is: "character"; readonly of: TextExpression; readonly at: NumberExpression }
  /** `of[from:to]` */
  | {
      readonly is: "text-slice";
      readonly of: TextExpression;
      readonly from: NumberExpression | null;
      readonly to: NumberExpression | null;
    }
  /** `of[::-1]` */
  | { readonly is: "reversed"; readonly of: TextExpression }
  /** `left + right` */
  | { readonly is: "joined"; readonly left: TextExpression; readonly right: TextExpression }
  /** `then if when else otherwise` */
  | {
      readonly is: "text-choice";
      readonly when: TruthExpression;
      readonly then: TextExpression;
      readonly otherwise: TextExpression;
    }
  /** `"".join(each for …)` */
  | { readonly is: "text-comprehension"; readonly each: TextExpression; readonly source: Source };

/** A list of integers. */
export type ListExpression =
  | { readonly is: "list-variable"; readonly name: string }
  | { readonly is: "list"; readonly items: readonly NumberExpression[] }
  /** `range(below)`, where only its items matter */
  | { readonly is: "counted"; readonly below: NumberExpression }
  /** `left + right` */
  | { readonly is: "list-joined"; readonly left: ListExpression; readonly right: ListExpression }
  /** `of[from:to]` */
  | {
      readonly is: "list-slice";
      readonly of: ListExpression;
      readonly from: NumberExpression | null;
      readonly to: NumberExpression | null;
    }
  /** `[each for …]` */
  | { readonly is: "list-comprehension"; readonly each: NumberExpression; readonly source: Source }
  /** `sorted(of, key=lambda item: (keys…))` */
  | {
      readonly is: "sorted";
      readonly of: ListExpression;
      readonly item: string;
      readonly keys: readonly NumberExpression[];
    };

export type TruthExpression =
  | {
      readonly is: "comparison";
      readonly operator: ComparisonOperator;
      readonly left: NumberExpression;
      readonly right: NumberExpression;
    }
  | {
      readonly is: "text-comparison";
      readonly operator: ComparisonOperator;
      readonly left: TextExpression;
      readonly right: TextExpression;
    }
  | { readonly is: "both"; readonly left: TruthExpression; readonly right: TruthExpression }
  /** A list as a condition: true unless empty. */
  | { readonly is: "has-items"; readonly of: ListExpression };

/** What a loop runs over, and the names that it binds. */
export type Source =
  /** `for item in of` */
  | { readonly is: "items"; readonly item: string; readonly of: ListExpression }
  /** `for index, item in enumerate(of)` */
  | { readonly is: "numbered-items"; readonly index: string; readonly item: string; readonly of: ListExpression }
  /** `for item in of` */
  | { readonly is: "characters"; readonly item: string; readonly of: TextExpression }
  /** `for index, item in enumerate(of)` */
  | { readonly is: "numbered-characters"; readonly index: string; readonly item: string; readonly of: TextExpression }
  /** `for index in range(from, below, step)` */
  | {
      readonly is: "range";
      readonly index: string;
      readonly from: NumberExpression;
      readonly below: NumberExpression;
      readonly step: NumberExpression;
    }
  /** `for item in sorted(table)` */
  | { readonly is: "sorted-keys"; readonly item: string; readonly table: string };

export type Expression = NumberExpression | TextExpression | ListExpression | TruthExpression;
