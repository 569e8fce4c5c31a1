import { canonicalJson, type Random } from "../../../core/index.ts";
import type {
  Ageing,
  Blend,
  Choice,
  Condition,
  Count,
  Design,
  Figure,
  Happening,
  Quoting,
  Report,
  Step,
  Term,
} from "../design.ts";
import { RANGES, type Range } from "../ranges.ts";
import type { RepairLevel } from "../repair-levels.ts";
import { toldOf } from "../told-figures.ts";
import { BLENDS, CHOICES, COUNTS, FIELDS, FIGURES, namesOf, PLACES, REPORTS } from "./names.ts";

const HAPPENINGS: readonly Happening[] = ["add", "set", "drop", "show"];
const TAKES: readonly Report["take"][] = ["sum", "largest", "smallest", "spread", "number"];
const COMPARISONS: readonly Condition["comparison"][] = ["<", "<=", ">", ">="];

/** A design, every part of it drawn: whatever a fault may make of it could have been drawn as well. */
export function drawDesign(level: RepairLevel, random: Random): Design {
  const [folder, thing, things, group] = random.pick(PLACES);
  const fields = namesOf(FIELDS, level.fields, random);
  const blends = namesOf(BLENDS, level.blends, random).map((name) => drawBlend(name, random));
  const figures: Figure[] = [];
  for (const name of namesOf(FIGURES, level.figures, random)) {
    figures.push(drawFigure({ name, fields, blends, figures, steps: level.steps }, random));
  }
  const counts = namesOf(COUNTS, level.counts, random).map((name) => drawCount(name, random));
  const told = (): Term => {
    const { name } = random.pick(toldOf(figures));
    return { kind: "figure", figure: name };
  };
  const reports = namesOf(REPORTS, level.reports, random).map((name): Report => ({
    name,
    of: told(),
    where: random.below(2) === 0 ? null : drawCondition(fields, random),
    take: random.pick(TAKES),
    empty: within("empty", random),
    plus:
      counts.length === 0 || random.below(3) === 0
        ? null
        : { times: within("factor", random), count: random.pick(counts).name },
  }));
  const choices = namesOf(CHOICES, level.choices, random).map((name): Choice => ({
    name,
    of: told(),
    end: random.pick(["largest", "smallest"]),
    ties: random.pick(["name", "earliest", "latest"]),
  }));
  return {
    ...{ package: folder, thing, things, group },
    ...{ fields, blends, figures, counts, reports, choices },
    ageing: drawAgeing(fields, random),
  };
}

function drawBlend(name: string, random: Random): Blend {
  const kind = random.pick(["weighted", "excess"] as const);
  const [a, b] = [within("factor", random), within("factor", random)];
  return { name, kind, a, b, sign: random.pick([1, -1]) };
}

function drawFigure(
  given: {
    readonly name: string;
    readonly fields: readonly string[];
    readonly blends: readonly Blend[];
    readonly figures: readonly Figure[];
    readonly steps: number;
  },
  random: Random,
): Figure {
  const { name, fields, blends, figures, steps } = given;
  const term = (): Term => drawTerm({ fields, blends, figures }, random);
  const latest = figures.at(-1);
  // A chain, so that a fault may show far from where it is.
  const x: Term = latest !== undefined && random.below(2) === 0 ? { kind: "figure", figure: latest.name } : term();
  let y = term();
  while (canonicalJson(y) === canonicalJson(x)) y = term();
  const start: Step = {
    kind: "start",
    a: within("factor", random),
    x,
    b: within("factor", random),
    y,
    sign: random.pick([1, -1]),
  };
  const later = Array.from({ length: random.between(0, steps) }, () => drawStep(fields, term, random));
  return { name, steps: [start, ...later], quoting: random.below(2) === 0 ? null : drawQuoting(random) };
}

function drawTerm(
  {
    fields,
    blends,
    figures,
  }: { readonly fields: readonly string[]; readonly blends: readonly Blend[]; readonly figures: readonly Figure[] },
  random: Random,
): Term {
  const kind = random.below(6);
  if (kind < 2 && blends.length > 0) {
    const [first = "", second = ""] = namesOf(fields, 2, random);
    return { kind: "blend", blend: random.pick(blends).name, first, second };
  }
  if (kind < 4 && figures.length > 0) return { kind: "figure", figure: random.pick(figures).name };
  return { kind: "field", field: random.pick(fields) };
}

function drawStep(fields: readonly string[], term: () => Term, random: Random): Step {
  switch (random.below(5)) {
    case 0:
    case 1:
      return {
        kind: "adjust",
        when: drawCondition(fields, random),
        by: within("adjustment", random),
        sign: random.pick([1, -1]),
      };
    case 2:
      return { kind: "add", times: within("factor", random), term: term(), sign: random.pick([1, -1]) };
    case 3:
      return { kind: "divide", by: within("divisor", random), round: random.pick(["down", "up"]) };
    default:
      return { kind: "limit", side: random.pick(["most", "least"]), bound: within("limit", random) };
  }
}

function drawCondition(fields: readonly string[], random: Random): Condition {
  return { field: random.pick(fields), comparison: random.pick(COMPARISONS), bound: within("bound", random) };
}

function drawQuoting(random: Random): Quoting {
  const forgottenOn = (["set", "drop", "close"] as const).filter(() => random.below(2) === 0);
  return { keptFor: random.pick(["thing", "thing", "group"]), forgottenOn };
}

function drawCount(name: string, random: Random): Count {
  const on = random.sample(HAPPENINGS.length, random.between(1, 2)).sort((a, b) => a - b);
  return {
    name,
    on: on.map((index) => HAPPENINGS[index] as Happening),
    by: within("counted", random),
    atClose: random.pick(["zero", "kept", "halved"]),
  };
}

function drawAgeing(fields: readonly string[], random: Random): Ageing {
  return {
    field: random.pick(fields),
    by: within("ageing", random),
    where: random.below(2) === 0 ? null : drawCondition(fields, random),
  };
}

function within(range: Range, random: Random): number {
  const [least, most] = RANGES[range];
  return random.between(least, most);
}
