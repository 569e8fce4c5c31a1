/** The part of Python 3 that the questions' programs are written in, as a tree. */

export type BinaryOperator = "|" | "^" | "&" | "+" | "-" | "*" | "//" | "%";
export type ComparisonOperator = "<" | "<=" | ">" | ">=" | "==" | "!=";

export type Expression =
  | { readonly kind: "constant"; readonly value: number | string | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "logic"; readonly operator: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "comparison";
      readonly first: Expression;
      readonly rest: readonly { readonly operator: ComparisonOperator; readonly right: Expression }[];
    }
  | {
      readonly kind: "choice";
      readonly when: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly operands: readonly Operand[];
      readonly key: Expression | null;
    }
  | { readonly kind: "method"; readonly of: Expression; readonly name: string; readonly operands: readonly Operand[] }
  | { readonly kind: "item"; readonly of: Expression; readonly at: Expression }
  | {
      readonly kind: "slice";
      readonly of: Expression;
      readonly from: Expression | null;
      readonly to: Expression | null;
      readonly step: Expression | null;
    }
  /** A list or a tuple: programs that are only read cannot tell them apart. */
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "empty-table" }
  | { readonly kind: "comprehension"; readonly each: Expression; readonly clauses: readonly Clause[] }
  | { readonly kind: "lambda"; readonly parameters: readonly string[]; readonly body: Expression };

/** An operand of a call; spread where a star stands before it. */
export interface Operand {
  readonly value: Expression;
  readonly spread: boolean;
}

/** `for targets in source if condition` */
export interface Clause {
  readonly targets: readonly string[];
  readonly source: Expression;
  readonly conditions: readonly Expression[];
}

export type Statement =
  /** Names, or items of lists and tables. */
  | { readonly kind: "assign"; readonly targets: readonly Expression[]; readonly value: Expression }
  | {
      readonly kind: "change";
      readonly target: Expression;
      readonly operator: BinaryOperator;
      readonly value: Expression;
    }
  | { readonly kind: "expression"; readonly value: Expression }
  | { readonly kind: "assert"; readonly value: Expression }
  | { readonly kind: "return"; readonly value: Expression }
  | { readonly kind: "break" | "continue" }
  | { readonly kind: "pass" }
  | {
      readonly kind: "if";
      readonly when: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: "while"; readonly when: Expression; readonly body: readonly Statement[] }
  | {
      readonly kind: "for";
      readonly targets: readonly string[];
      readonly source: Expression;
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: "function";
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: readonly Statement[];
    };
