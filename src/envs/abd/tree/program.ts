import type {
  ArithmeticOperator,
  ListExpression,
  NumberExpression,
  Source,
  TextExpression,
  TruthExpression,
} from "./expression.ts";

export type Statement =
  | { readonly is: "set-number"; readonly name: string; readonly value: NumberExpression }
  /** `a, b = x, y`: all values are computed before any name is bound. */
  | {
      readonly is: "set-numbers";
      readonly names: readonly string[];
      readonly values: readonly NumberExpression[];
    }
  /** `name op= value` */
  | {
      readonly is: "change-number";
      readonly name: string;
      readonly operator: ArithmeticOperator;
      readonly value: NumberExpression;
    }
  | { readonly is: "set-text"; readonly name: string; readonly value: TextExpression }
  /** `name += value` */
  | { readonly is: "extend-text"; readonly name: string; readonly value: TextExpression }
  /** Never the bare name of another list: two names for one list would not be the tree's to see. */
  | {
      readonly is: "set-list";
      readonly name: string;
      readonly value: Exclude<ListExpression, { is: "list-variable" }>;
    }
  /** `name.append(value)` */
  | { readonly is: "append"; readonly name: string; readonly value: NumberExpression }
  /** `name[-1] = value` */
  | { readonly is: "replace-last"; readonly name: string; readonly value: NumberExpression }
  /** `name = {}` */
  | { readonly is: "new-table"; readonly name: string }
  /** `table[key] = value` */
  | {
      readonly is: "set-count";
      readonly table: string;
      readonly key: TextExpression;
      readonly value: NumberExpression;
    }
  | { readonly is: "for"; readonly source: Source; readonly body: readonly Statement[] }
  | { readonly is: "while"; readonly when: TruthExpression; readonly body: readonly Statement[] }
  /** `if`, `elif`, …, `else` */
  | { readonly is: "if"; readonly branches: readonly Branch[]; readonly otherwise: readonly Statement[] }
  /** `print(*of)` */
  | { readonly is: "print-list"; readonly of: ListExpression }
  /** `print(of)` */
  | { readonly is: "print-text"; readonly of: TextExpression };

export interface Branch {
  readonly when: TruthExpression;
  readonly then: readonly Statement[];
}

/** A function of integers, which sees its parameters only. */
export interface Helper {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
  readonly result: NumberExpression;
}

/**
 * What follows after the input has been read into {@link INPUT_NAMES}. No recursion, no names for one list twice, every
 * variable of one type.
 */
export interface Program {
  readonly helpers: readonly Helper[];
  readonly statements: readonly Statement[];
}

/** The variables that hold the three lines of the input. */
export const INPUT_NAMES = { numbers: "numbers", word: "word", key: "key" } as const;
