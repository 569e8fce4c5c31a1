import { repairEnvironment, type Policy } from "../../../src/envs/index.ts";
import { Repeats } from "../repeats.ts";

type Message = { readonly role: string; readonly content: string };

/** A mending that was met: the faulty lines and the right ones. */
interface Met {
  readonly path: string;
  readonly old: string;
  readonly right: string;
}

/** How often a masked line was met, and how often it was the one with the fault; with what was right in its place. */
interface Line {
  met: number;
  faulty: number;
  readonly right: Map<string, number>;
}

const OPEN = "<<<<<<<\n";

/**
 * Players that have met packages of a level with the turns that mend them, and know nothing of how README and code belong
 * together: the README is words to them.
 */
export class Readers {
  /** How many of the packages that they have met were alike. */
  readonly repeats = new Repeats(repairEnvironment);
  readonly #byMask = new Map<string, readonly Met[]>();
  readonly #byGram = new Map<string, number[]>();
  readonly #met: (readonly Met[])[] = [];
  readonly #lines = new Map<string, Line>();
  /** Masked pairs of a sentence and a line: how often they came together, and how often with a fault. */
  readonly #pairs = new Map<string, { met: number; faulty: number }>();

  constructor(level: number, count: number, series: string) {
    for (let index = 0; index < count; index += 1) {
      const generated = repairEnvironment.generate({ level }, `${series}-${index}`);
      this.repeats.add(generated);
      const turns = repairEnvironment.study!.oracle(generated) as readonly string[];
      const { code, fixed } = generated.secret.state;
      this.#meet(generated.prompt, fixed["README.md"] ?? "", code, turns);
    }
  }

  readonly players: readonly Policy[] = [
    this.#player("dictionary of masked openings", ([opening]) => this.#byMask.get(masked(opening!.content)) ?? []),
    this.#player("nearest opening", ([opening]) => this.#met[this.#nearest(opening!.content)] ?? []),
    this.#player("the line that was wrong most often", (history) => this.#oddest(history, () => 0)),
    this.#player("the line that seldom came with its sentence", (history) => this.#oddest(history, this.#strangeness)),
  ];

  #meet(opening: string, readme: string, code: Readonly<Record<string, string>>, turns: readonly string[]): void {
    const mendings = turns.flatMap((turn): Met[] => {
      const [, path, old = "", right = ""] = /edit (\S+)\n<{7}\n([\s\S]*)\n={7}\n([\s\S]*?)\n?>{7}/.exec(turn) ?? [];
      return path === undefined ? [] : [{ path, old, right }];
    });
    const place = this.#met.push(mendings) - 1;
    this.#byMask.set(masked(opening), mendings);
    for (const gram of grams(opening)) {
      const places = this.#byGram.get(gram) ?? [];
      if (places.length < 200) places.push(place);
      this.#byGram.set(gram, places);
    }
    const differences = mendings.map(({ old, right }) => ({ old, lines: differing(old, right) }));
    const sentences = sentencesOf(readme);
    for (const [name, body] of functionsOf(Object.values(code))) {
      for (const line of body) {
        const mended = differences.find(({ old, lines }) => lines[0].includes(line) && old.includes(`def ${name}(`));
        const isFaulty = mended !== undefined;
        const known = this.#lines.get(skeleton(line)) ?? { met: 0, faulty: 0, right: new Map<string, number>() };
        known.met += 1;
        if (isFaulty) {
          known.faulty += 1;
          const better = mended.lines[1].map(skeleton).join("\n");
          known.right.set(better, (known.right.get(better) ?? 0) + 1);
        }
        this.#lines.set(skeleton(line), known);
        for (const sentence of sentences.get(name) ?? []) {
          const key = `${skeleton(sentence)}|${skeleton(line)}`;
          const pair = this.#pairs.get(key) ?? { met: 0, faulty: 0 };
          pair.met += 1;
          if (isFaulty) pair.faulty += 1;
          this.#pairs.set(key, pair);
        }
      }
    }
  }

  readonly #strangeness = (line: string, sentences: readonly string[]): number => {
    const mostTogether = sentences.map((one) => this.#pairs.get(`${skeleton(one)}|${skeleton(line)}`));
    return Math.max(0, ...mostTogether.map((pair) => (pair === undefined ? 0 : pair.faulty / (pair.met + 5))));
  };

  /** Reads every module, then edits what it remembers or thinks, one turn a fault, then hands in. */
  #player(name: string, think: (history: readonly Message[]) => readonly Met[]): Policy {
    return {
      name,
      act: (history) => {
        const paths = Array.from(history[0]!.content.matchAll(/^(\w+\/(?!main)\w+\.py) \(/gm), ([, path = ""]) => path);
        const said = history.filter(({ role }) => role === "assistant").length;
        if (said < paths.length) return `<action>read ${paths[said]!}</action>`;
        // What was read before the first edit; modules are not read again.
        const met = think(history.slice(0, 1 + 2 * paths.length))[said - paths.length];
        if (met === undefined) return "<action>submit</action>";
        return `<action>\nedit ${met.path}\n${OPEN}${met.old}\n=======\n${met.right}\n>>>>>>>\n</action>`;
      },
    };
  }

  #nearest(opening: string): number {
    const weights = new Map<number, number>();
    for (const gram of grams(opening)) {
      const places = this.#byGram.get(gram) ?? [];
      for (const place of places) weights.set(place, (weights.get(place) ?? 0) + 1 / places.length);
    }
    return [...weights].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
  }

  /** The oddest lines, in as many functions as there are faults. */
  #oddest(history: readonly Message[], more: (line: string, sentences: readonly string[]) => number): Met[] {
    const opening = history[0]!.content;
    const sentences = sentencesOf(opening);
    const best = new Map<string, { readonly met: Met; readonly odds: number }>();
    for (const { content } of history.slice(1)) {
      const [, path = "", text = ""] = /^(\S+), lines [^\n]*:\n([\s\S]*)\nTurns left/.exec(content) ?? [];
      for (const [name, body] of functionsOf([text])) {
        for (const line of body) {
          const known = this.#lines.get(skeleton(line));
          const odds =
            more(line, sentences.get(name) ?? []) + (known === undefined ? 0.5 : known.faulty / (known.met + 5));
          if (odds <= (best.get(`${path} ${name}`)?.odds ?? -1)) continue;
          const right = [...(known?.right ?? [])].reduce((one, next) => (next[1] > one[1] ? next : one), ["", 0])[0];
          best.set(`${path} ${name}`, { met: { path, old: line, right: named(right, line) }, odds });
        }
      }
    }
    const faults = opening.startsWith("A Python package has two faults") ? 2 : 1;
    return Array.from(best.values())
      .sort((one, other) => other.odds - one.odds)
      .slice(0, faults)
      .map(({ met }) => met);
  }
}

/** Lines of a text that another has not, and the other way round. */
function differing(old: string, right: string): [string[], string[]] {
  const [one, other] = [old.split("\n"), right.split("\n")];
  return [one.filter((line) => !other.includes(line)), other.filter((line) => !one.includes(line))];
}

/** Functions of modules by name, with the lines of their bodies. */
function functionsOf(modules: readonly string[]): [string, string[]][] {
  return modules.flatMap((text) =>
    text.split(/\n(?= *def )/).flatMap((part): [string, string[]][] => {
      const name = /^ *def (\w+)\(/.exec(part)?.[1];
      const lines = part
        .split("\n")
        .slice(1)
        .filter((line) => line.startsWith("    ") && !line.includes('"""'));
      return name === undefined ? [] : [[name, lines]];
    }),
  );
}

/** What is said under each name, sentence by sentence. */
function sentencesOf(text: string): Map<string, string[]> {
  return new Map(
    Array.from(text.matchAll(/^- (\w+): (.*)$/gm), ([, name = "", said = ""]) => [name, said.split(/(?<=\.) /)]),
  );
}

/** A line with its names numbered by the order in which they come; numbers, marks and Python's own words stay. */
function skeleton(line: string): string {
  const names: string[] = [];
  return line.replace(NAME, (name) => {
    if (!names.includes(name)) names.push(name);
    return `_${names.indexOf(name)}`;
  });
}

const NAME =
  /\b(?!(?:if|else|for|in|not|return|value|values|self|store|max|min|sum|len|sorted|list|lambda|key|its|is|the|of|or|and|times|plus|less|more|than|added|taken|off|it|at|most|least|then|to|set|add|drop|show)\b)[a-z]\w*\b/g;

/** The skeleton of a right line with the names of a line that is there. */
function named(right: string, line: string): string {
  const names = [...new Set(line.match(NAME))];
  return right.replace(/_(\d+)/g, (_, at) => names[Number(at)] ?? "x");
}

function masked(opening: string): string {
  return opening.replace(/\d+/g, "0").replace(/\b[a-z]+\b/g, (word) => (word.length > 4 ? "w" : word));
}

/** Three words or numbers in a row of a README. */
function grams(opening: string): Set<string> {
  const tokens = (opening.slice(opening.indexOf("## "), opening.indexOf("You have")).match(/[a-z]+|\d+/gi) ?? []).slice(
    0,
    400,
  );
  return new Set(tokens.slice(2).map((_, at) => tokens.slice(at, at + 3).join(" ")));
}
