import type { Choice, Condition, Count, Design, Figure, Happening, Report, Step, Term } from "./design.ts";

/** Whether a package of this design prints something else to a session; it is run to the first such line. */
export function differs(design: Design, commands: readonly string[], printed: readonly string[]): boolean {
  const books = new Books(design);
  return commands.some((command, index) => books.do(command.split(" ")) !== printed[index]);
}

interface Thing {
  readonly name: string;
  readonly group: string;
  readonly fields: Map<string, number>;
}

/**
 * What a package of this design prints to commands: one line for each. The same as its Python code in the sandbox, which
 * tests compare.
 *
 * @param commands well-formed lines, as `drawSession` writes them
 */
export function runSession(design: Design, commands: readonly string[]): string[] {
  const books = new Books(design);
  return commands.map((command) => books.do(command.split(" ")));
}

class Books {
  readonly #design: Design;
  readonly #things = new Map<string, Thing>();
  readonly #quotes = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  /** Figures that this command has worked out. */
  readonly #workedOut = new Map<string, number>();

  constructor(design: Design) {
    this.#design = design;
  }

  do([verb = "", name = "", second = "", ...rest]: readonly string[]): string {
    this.#workedOut.clear();
    switch (verb) {
      case "add":
        return this.#add(name, second, rest.map(Number));
      case "set":
        return this.#with(name, (thing) => this.#set(thing, second, Number(rest[0])));
      case "drop":
        return this.#with(name, (thing) => this.#drop(thing));
      case "show":
        return this.#with(name, (thing) => this.#show(thing, second));
      case "report":
        return String(this.#report(named(this.#design.reports, name), second));
      case "pick":
        return this.#pick(named(this.#design.choices, name), second);
      case "count":
        return String(this.#counts.get(`${name} ${second}`) ?? 0);
      default:
        return this.#close();
    }
  }

  #add(name: string, group: string, numbers: readonly number[]): string {
    if (this.#things.has(name)) return "taken";
    const fields = new Map(this.#design.fields.map((field, index) => [field, numbers[index] ?? 0]));
    this.#things.set(name, { name, group, fields });
    this.#note("add", group);
    return "ok";
  }

  #with(name: string, act: (thing: Thing) => string): string {
    const thing = this.#things.get(name);
    return thing === undefined ? "missing" : act(thing);
  }

  #set(thing: Thing, field: string, value: number): string {
    thing.fields.set(field, value);
    this.#forget("set", thing);
    this.#note("set", thing.group);
    return "ok";
  }

  #drop(thing: Thing): string {
    this.#things.delete(thing.name);
    this.#forget("drop", thing);
    this.#note("drop", thing.group);
    return "ok";
  }

  #show(thing: Thing, figure: string): string {
    const value = this.#figure(named(this.#design.figures, figure), thing);
    this.#note("show", thing.group);
    return String(value);
  }

  #close(): string {
    const { ageing, figures, counts } = this.#design;
    for (const thing of this.#things.values()) {
      if (ageing.where === null || holds(ageing.where, thing)) {
        thing.fields.set(ageing.field, fieldOf(thing, ageing.field) + ageing.by);
      }
    }
    for (const { name, quoting } of figures) {
      if (quoting?.forgottenOn.includes("close") !== true) continue;
      for (const key of this.#quotes.keys()) if (key.startsWith(`${name} `)) this.#quotes.delete(key);
    }
    for (const count of counts) this.#closeCount(count);
    return "ok";
  }

  #closeCount({ name, atClose }: Count): void {
    for (const [key, value] of this.#counts) {
      if (!key.startsWith(`${name} `)) continue;
      if (atClose === "zero") this.#counts.delete(key);
      if (atClose === "halved") this.#counts.set(key, Math.floor(value / 2));
    }
  }

  #note(happening: Happening, group: string): void {
    for (const { name, on, by } of this.#design.counts) {
      if (!on.includes(happening)) continue;
      const key = `${name} ${group}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + by);
    }
  }

  #forget(on: "set" | "drop", thing: Thing): void {
    for (const figure of this.#design.figures) {
      if (figure.quoting?.forgottenOn.includes(on) === true) this.#quotes.delete(keyOf(figure, thing));
    }
  }

  #figure(figure: Figure, thing: Thing): number {
    if (figure.quoting === null) return this.#anew(figure, thing);
    const key = keyOf(figure, thing);
    const kept = this.#quotes.get(key);
    if (kept !== undefined) return kept;
    const value = this.#workOut(figure.steps, thing);
    this.#quotes.set(key, value);
    return value;
  }

  /** A figure that is not kept. Within a command nothing changes it, and figures rest on others more than once. */
  #anew({ name, steps }: Figure, thing: Thing): number {
    const key = `${name} ${thing.name}`;
    const known = this.#workedOut.get(key);
    if (known !== undefined) return known;
    const value = this.#workOut(steps, thing);
    this.#workedOut.set(key, value);
    return value;
  }

  #workOut(steps: readonly Step[], thing: Thing): number {
    return steps.reduce((value, step) => this.#apply(step, value, thing), 0);
  }

  #apply(step: Step, value: number, thing: Thing): number {
    switch (step.kind) {
      case "start":
        return step.a * this.#term(step.x, thing) + step.sign * step.b * this.#term(step.y, thing);
      case "adjust":
        return holds(step.when, thing) ? value + step.sign * step.by : value;
      case "add":
        return value + step.sign * step.times * this.#term(step.term, thing);
      case "divide":
        return step.round === "down" ? Math.floor(value / step.by) : Math.ceil(value / step.by) + 0;
      case "none":
        return value;
      case "limit":
        return step.side === "most" ? Math.min(value, step.bound) : Math.max(value, step.bound);
    }
  }

  #term(term: Term, thing: Thing): number {
    if (term.kind === "field") return fieldOf(thing, term.field);
    if (term.kind === "figure") return this.#figure(named(this.#design.figures, term.figure), thing);
    const { kind, a, b, sign } = named(this.#design.blends, term.blend);
    const [first, second] = [fieldOf(thing, term.first), fieldOf(thing, term.second)];
    return kind === "weighted" ? a * first + sign * b * second : a * Math.max(first - second, 0);
  }

  #in(group: string): Thing[] {
    return Array.from(this.#things.values()).filter((thing) => thing.group === group);
  }

  #report({ of, where, take, empty, plus }: Report, group: string): number {
    const taken = this.#in(group).filter((thing) => where === null || holds(where, thing));
    const values = taken.map((thing) => this.#term(of, thing));
    const value = values.length === 0 ? empty : takenOf(take, values);
    return plus === null ? value : value + plus.times * (this.#counts.get(`${plus.count} ${group}`) ?? 0);
  }

  #pick({ of, end, ties }: Choice, group: string): string {
    const things = this.#in(group);
    if (ties === "latest") things.reverse();
    if (ties === "name") things.sort((a, b) => (a.name < b.name ? -1 : 1));
    let best: { readonly name: string; readonly value: number } | undefined;
    for (const thing of things) {
      const value = this.#term(of, thing);
      if (best === undefined || (end === "largest" ? value > best.value : value < best.value)) {
        best = { name: thing.name, value };
      }
    }
    return best?.name ?? "none";
  }
}

function takenOf(take: Report["take"], values: readonly number[]): number {
  if (take === "sum") return values.reduce((sum, value) => sum + value, 0);
  if (take === "number") return values.length;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return take === "largest" ? most : take === "smallest" ? least : most - least;
}

function keyOf({ name, quoting }: Figure, thing: Thing): string {
  return quoting?.keptFor === "group" ? `${name} group ${thing.group}` : `${name} thing ${thing.name}`;
}

function fieldOf({ fields }: Thing, field: string): number {
  return fields.get(field) ?? 0;
}

function holds({ field, comparison, bound }: Condition, thing: Thing): boolean {
  const value = fieldOf(thing, field);
  if (comparison === "<") return value < bound;
  if (comparison === "<=") return value <= bound;
  return comparison === ">" ? value > bound : value >= bound;
}

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new TypeError(`the design has no ${name}`);
  return found;
}
