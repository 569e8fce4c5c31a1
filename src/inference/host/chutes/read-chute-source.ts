import type { ChuteEngine } from "./chutes-settings.ts";
import { PythonDefect, pythonTokens, type PythonToken } from "./python-tokens.ts";

type Value = string | number | boolean | null | Value[] | { readonly [key: string]: Value };

/** What the one call of a chute's source says. */
export interface ChuteCall {
  readonly engine: ChuteEngine;
  readonly values: Readonly<Record<string, Value>>;
}

const TEMPLATES: Readonly<Record<string, ChuteEngine>> = { build_vllm_chute: "vllm", build_sglang_chute: "sglang" };

/**
 * Reads a source that consists of imports from the templates and `chute = build_…_chute(…)` with literal arguments, and
 * of nothing else: such a source cannot do anything but load the model that it names.
 *
 * @throws PythonDefect with the line and what stands there
 */
export function readChuteSource(source: string): ChuteCall {
  const reader = new Reader(pythonTokens(source));
  while (reader.at("name", "from")) reader.readImport();
  reader.expect("name", "chute");
  reader.expect("sign", "=");
  const template = reader.expect("name").text;
  const engine = TEMPLATES[template];
  if (engine === undefined || !reader.imported.has(template)) {
    throw new PythonDefect(reader.line, `${template} is no template that was imported`);
  }
  const values = reader.readArguments();
  reader.expectEnd();
  return { engine, values };
}

class Reader {
  readonly imported = new Set<string>();
  readonly #tokens: readonly PythonToken[];
  #next = 0;

  constructor(tokens: readonly PythonToken[]) {
    this.#tokens = tokens;
  }

  get line(): number {
    return (this.#tokens[this.#next] ?? this.#tokens.at(-1))?.line ?? 1;
  }

  at(kind: PythonToken["kind"], text?: string): boolean {
    const token = this.#tokens[this.#next];
    return token !== undefined && token.kind === kind && (text === undefined || token.text === text);
  }

  expect(kind: PythonToken["kind"], text?: string): PythonToken {
    const token = this.#tokens[this.#next];
    if (token === undefined || !this.at(kind, text)) {
      const found = token === undefined ? "the end" : JSON.stringify(token.text);
      throw new PythonDefect(this.line, `${found} where ${text ?? `a ${kind}`} is expected`);
    }
    this.#next += 1;
    return token;
  }

  expectEnd(): void {
    const token = this.#tokens[this.#next];
    if (token !== undefined) throw new PythonDefect(token.line, `${JSON.stringify(token.text)} after the chute`);
  }

  #skip(text: string): boolean {
    if (!this.at("sign", text)) return false;
    this.#next += 1;
    return true;
  }

  /** `from chutes.chute… import NodeSelector` or a template, by its own name. */
  readImport(): void {
    this.expect("name", "from");
    const path = [this.expect("name").text];
    while (this.#skip(".")) path.push(this.expect("name").text);
    const module = path.join(".");
    const allowed =
      module === "chutes.chute"
        ? ["NodeSelector"]
        : /^chutes\.chute\.template\.(vllm|sglang)$/.test(module)
          ? [`build_${path[3] ?? ""}_chute`]
          : [];
    this.expect("name", "import");
    const open = this.#skip("(");
    do {
      if (open && this.at("sign", ")")) break;
      const { text, line } = this.expect("name");
      if (!allowed.includes(text)) throw new PythonDefect(line, `the import of ${text} from ${module}`);
      this.imported.add(text);
    } while (this.#skip(","));
    if (open) this.expect("sign", ")");
  }

  readArguments(): Record<string, Value> {
    const values: Record<string, Value> = {};
    this.expect("sign", "(");
    while (!this.#skip(")")) {
      const { text, line } = this.expect("name");
      if (Object.hasOwn(values, text)) throw new PythonDefect(line, `${text} is given twice`);
      this.expect("sign", "=");
      Object.defineProperty(values, text, { value: this.#readValue(0), enumerable: true });
      if (!this.at("sign", ")")) this.expect("sign", ",");
    }
    return values;
  }

  #readValue(depth: number): Value {
    if (depth > 4) throw new PythonDefect(this.line, "values nested too deeply");
    if (this.at("string")) return this.#readStrings();
    if (this.at("number")) return Number(this.expect("number").text);
    if (this.#skip("(")) {
      const value = this.#readValue(depth + 1);
      this.expect("sign", ")");
      return value;
    }
    if (this.#skip("[")) return this.#readList(depth);
    if (this.#skip("{")) return this.#readDict(depth);
    const { text, line } = this.expect("name");
    if (text === "True") return true;
    if (text === "False") return false;
    if (text === "None") return null;
    if (text === "NodeSelector" && this.imported.has(text)) return this.readArguments();
    throw new PythonDefect(line, `${text} where a literal is expected`);
  }

  /** Python joins strings that stand side by side. */
  #readStrings(): string {
    let joined = "";
    while (this.at("string")) joined += this.expect("string").text;
    return joined;
  }

  #readList(depth: number): Value[] {
    const list: Value[] = [];
    while (!this.#skip("]")) {
      list.push(this.#readValue(depth + 1));
      if (!this.at("sign", "]")) this.expect("sign", ",");
    }
    return list;
  }

  #readDict(depth: number): Record<string, Value> {
    const entries: Record<string, Value> = {};
    while (!this.#skip("}")) {
      const key = this.#readStrings();
      if (key === "") this.expect("string");
      this.expect("sign", ":");
      Object.defineProperty(entries, key, { value: this.#readValue(depth + 1), enumerable: true });
      if (!this.at("sign", "}")) this.expect("sign", ",");
    }
    return entries;
  }
}
