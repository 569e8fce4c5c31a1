/** The expressions of Jinja that are read at all. */
export type Expression = { readonly line: number } & (
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "item"; readonly of: Expression; readonly index: Expression }
  | { readonly kind: "slice"; readonly of: Expression; readonly bounds: readonly Expression[] }
  | { readonly kind: "call"; readonly of: Expression; readonly given: Given }
  | { readonly kind: "filter"; readonly of: Expression; readonly name: string; readonly given: Given }
  | { readonly kind: "test"; readonly of: Expression; readonly name: string; readonly given: Given }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "choice";
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | undefined;
    }
);

/** Arguments of a call. */
export interface Given {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
}

export type Statement = { readonly line: number } & (
  | { readonly kind: "output"; readonly value: Expression }
  | { readonly kind: "set"; readonly target: Target; readonly value: Expression }
  | { readonly kind: "capture"; readonly target: Target; readonly body: readonly Statement[] }
  | {
      readonly kind: "if";
      readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: "for";
      readonly names: readonly string[];
      readonly iterable: Expression;
      readonly condition: Expression | undefined;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: "macro";
      readonly name: string;
      readonly parameters: readonly { readonly name: string; readonly value: Expression | undefined }[];
      readonly body: readonly Statement[];
    }
);

/** What `set` writes to: a name, or an attribute of a namespace. */
export interface Target {
  readonly name: string;
  readonly attribute?: string;
}
