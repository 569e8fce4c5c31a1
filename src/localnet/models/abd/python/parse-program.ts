import { ExpressionParser } from "./parse-expression.ts";
import type { BinaryOperator, Expression, Statement } from "./syntax.ts";
import { TokenReader } from "./token-reader.ts";
import { tokensOf, Unreadable } from "./tokens.ts";

const CHANGES: readonly BinaryOperator[] = ["|", "^", "&", "+", "-", "*", "//", "%"];
const MOST_BLOCKS = 30;

/** Reads a program. @throws Unreadable where it goes beyond what {@link Statement} can say. */
export function parseProgram(program: string): Statement[] {
  const tokens = new TokenReader(tokensOf(program));
  const parser = new StatementParser(tokens);
  const statements: Statement[] = [];
  while (tokens.next.kind !== "end") statements.push(parser.statement());
  return statements;
}

class StatementParser {
  readonly #tokens: TokenReader;
  readonly #expressions: ExpressionParser;
  #depth = 0;

  constructor(tokens: TokenReader) {
    this.#tokens = tokens;
    this.#expressions = new ExpressionParser(tokens);
  }

  statement(): Statement {
    if (this.#tokens.takes("if")) return this.#if();
    if (this.#tokens.takes("while")) {
      const when = this.#expressions.expression();
      return { kind: "while", when, body: this.#block() };
    }
    if (this.#tokens.takes("for")) {
      const targets = this.#expressions.names();
      this.#tokens.expect("in");
      const source = this.#expressions.expressions();
      return { kind: "for", targets, source, body: this.#block() };
    }
    if (this.#tokens.takes("def")) return this.#function();
    const statement = this.#simple();
    this.#tokens.expectKind("newline");
    return statement;
  }

  #if(): Statement {
    const when = this.#expressions.expression();
    const then = this.#block();
    if (this.#tokens.takes("elif")) return { kind: "if", when, then, otherwise: [this.#if()] };
    return { kind: "if", when, then, otherwise: this.#tokens.takes("else") ? this.#block() : [] };
  }

  #function(): Statement {
    const name = this.#tokens.expectKind("name");
    this.#tokens.expect("(");
    const parameters = this.#tokens.sees(")") ? [] : this.#expressions.names();
    this.#tokens.expect(")");
    return { kind: "function", name, parameters, body: this.#block() };
  }

  #simple(): Statement {
    for (const kind of ["break", "continue", "pass"] as const) if (this.#tokens.takes(kind)) return { kind };
    if (this.#tokens.takes("assert")) return { kind: "assert", value: this.#expressions.expression() };
    if (this.#tokens.takes("return")) return { kind: "return", value: this.#expressions.expressions() };
    const first = this.#expressions.expressions();
    if (this.#tokens.takes("=")) {
      const targets = first.kind === "list" ? first.items : [first];
      return { kind: "assign", targets: targets.map(target), value: this.#expressions.expressions() };
    }
    const operator = CHANGES.find((sign) => this.#tokens.takes(`${sign}=`));
    if (operator === undefined) return { kind: "expression", value: first };
    return { kind: "change", target: target(first), operator, value: this.#expressions.expressions() };
  }

  #block(): Statement[] {
    this.#depth += 1;
    if (this.#depth > MOST_BLOCKS) throw new Unreadable("Blocks are nested too deeply.");
    this.#tokens.expect(":");
    this.#tokens.expectKind("newline");
    this.#tokens.expectKind("indent");
    const statements: Statement[] = [];
    while (this.#tokens.next.kind !== "dedent") statements.push(this.statement());
    this.#tokens.take();
    this.#depth -= 1;
    return statements;
  }
}

function target(expression: Expression): Expression {
  if (expression.kind === "name" || expression.kind === "item") return expression;
  throw new Unreadable("Something is assigned to that is neither a name nor an item.");
}
