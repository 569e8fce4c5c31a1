import type { BinaryOperator, Clause, ComparisonOperator, Expression, Operand } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";
import { Unreadable } from "./tokens.ts";

/** From the loosest to the tightest. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [["|"], ["^"], ["&"], ["+", "-"], ["*", "//", "%"]];
const COMPARISONS: readonly ComparisonOperator[] = ["<", "<=", ">", ">=", "==", "!="];
/** Deeper nesting than this is not worth reading, and could exhaust the stack. */
const MOST_NESTING = 60;

/** Reads expressions by recursive descent. */
export class ExpressionParser {
  readonly #tokens: TokenReader;
  #nesting = 0;

  constructor(tokens: TokenReader) {
    this.#tokens = tokens;
  }

  /** One expression, or several with commas between them as a list. @throws Unreadable */
  expressions(): Expression {
    const items = [this.expression()];
    if (!this.#tokens.sees(",")) return items[0] as Expression;
    while (this.#tokens.takes(",")) items.push(this.expression());
    return { kind: "list", items };
  }

  /** @throws Unreadable */
  expression(): Expression {
    this.#nesting += 1;
    if (this.#nesting > MOST_NESTING) throw new Unreadable("Expressions are nested too deeply.");
    const found = this.#tokens.takes("lambda") ? this.#lambda() : this.#choice();
    this.#nesting -= 1;
    return found;
  }

  /** Names with commas between them, as after `for`. @throws Unreadable */
  names(): string[] {
    const names = [this.#tokens.expectKind("name")];
    while (this.#tokens.takes(",")) names.push(this.#tokens.expectKind("name"));
    return names;
  }

  #lambda(): Expression {
    const parameters = this.names();
    this.#tokens.expect(":");
    return { kind: "lambda", parameters, body: this.expression() };
  }

  #choice(): Expression {
    const then = this.#logic("or");
    if (!this.#tokens.takes("if")) return then;
    const when = this.#logic("or");
    this.#tokens.expect("else");
    return { kind: "choice", when, then, otherwise: this.expression() };
  }

  #logic(operator: "and" | "or"): Expression {
    const operand = () => (operator === "or" ? this.#logic("and") : this.#negation());
    let left = operand();
    while (this.#tokens.takes(operator)) left = { kind: "logic", operator, left, right: operand() };
    return left;
  }

  #negation(): Expression {
    return this.#tokens.takes("not") ? { kind: "not", of: this.#comparison() } : this.#comparison();
  }

  #comparison(): Expression {
    const first = this.#binary(0);
    const rest: { operator: ComparisonOperator; right: Expression }[] = [];
    for (;;) {
      const operator = COMPARISONS.find((sign) => this.#tokens.sees(sign));
      if (operator === undefined) return rest.length === 0 ? first : { kind: "comparison", first, rest };
      this.#tokens.take();
      rest.push({ operator, right: this.#binary(0) });
    }
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#signed();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((sign) => this.#tokens.sees(sign));
      if (operator === undefined) return left;
      this.#tokens.take();
      left = { kind: "binary", operator, left, right: this.#binary(level + 1) };
    }
  }

  #signed(): Expression {
    return this.#tokens.takes("-") ? { kind: "negative", of: this.#signed() } : this.#postfix();
  }

  #postfix(): Expression {
    let found = this.#atom();
    for (;;) {
      if (this.#tokens.takes("[")) found = this.#subscript(found);
      else if (this.#tokens.takes(".")) {
        const name = this.#tokens.expectKind("name");
        this.#tokens.expect("(");
        found = { kind: "method", of: found, name, operands: this.#operands().operands };
      } else return found;
    }
  }

  #subscript(of: Expression): Expression {
    const bound = () => (this.#tokens.sees(":") || this.#tokens.sees("]") ? null : this.expression());
    const from = bound();
    if (from !== null && this.#tokens.takes("]")) return { kind: "item", of, at: from };
    this.#tokens.expect(":");
    const to = bound();
    const step = this.#tokens.takes(":") ? bound() : null;
    this.#tokens.expect("]");
    return { kind: "slice", of, from, to, step };
  }

  /** After the opening parenthesis of a call, up to its closing one. */
  #operands(): { operands: Operand[]; key: Expression | null } {
    const operands: Operand[] = [];
    let key: Expression | null = null;
    while (!this.#tokens.takes(")")) {
      const spread = this.#tokens.takes("*");
      const value = this.#orComprehension(this.expression());
      if (value.kind === "name" && value.name === "key" && this.#tokens.takes("=")) key = this.expression();
      else operands.push({ value, spread });
      if (!this.#tokens.sees(")")) this.#tokens.expect(",");
    }
    return { operands, key };
  }

  #atom(): Expression {
    const token = this.#tokens.take();
    if (token.kind === "number") return { kind: "constant", value: Number(token.text) };
    if (token.kind === "text") return { kind: "constant", value: token.text };
    if (token.kind === "name") return this.#named(token.text);
    if (token.text === "(") return this.#closedBy(")");
    if (token.text === "[") return this.#list();
    if (token.text === "{") {
      this.#tokens.expect("}");
      return { kind: "empty-table" };
    }
    throw new Unreadable(`${token.text} does not begin an expression.`);
  }

  #named(name: string): Expression {
    if (name === "True" || name === "False") return { kind: "constant", value: name === "True" };
    if (name === "None") return { kind: "constant", value: null };
    if (!this.#tokens.takes("(")) return { kind: "name", name };
    return { kind: "call", name, ...this.#operands() };
  }

  #closedBy(sign: string): Expression {
    const found = this.#orComprehension(this.expressions());
    this.#tokens.expect(sign);
    return found;
  }

  #list(): Expression {
    if (this.#tokens.takes("]")) return { kind: "list", items: [] };
    const found = this.#orComprehension(this.expression());
    if (found.kind === "comprehension") {
      this.#tokens.expect("]");
      return found;
    }
    const items: Expression[] = [found];
    while (this.#tokens.takes(",")) items.push(this.expression());
    this.#tokens.expect("]");
    return { kind: "list", items };
  }

  /** A comprehension where `for` follows. */
  #orComprehension(each: Expression): Expression {
    const clauses: Clause[] = [];
    while (this.#tokens.takes("for")) {
      const targets = this.names();
      this.#tokens.expect("in");
      const source = this.#logic("or");
      const conditions: Expression[] = [];
      while (this.#tokens.takes("if")) conditions.push(this.#logic("or"));
      clauses.push({ targets, source, conditions });
    }
    return clauses.length === 0 ? each : { kind: "comprehension", each, clauses };
  }
}
