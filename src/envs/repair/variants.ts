import type {
  Ageing,
  Blend,
  Choice,
  Condition,
  Count,
  Design,
  Figure,
  Happening,
  Report,
  Step,
  Term,
} from "./design.ts";
import { RANGES, type Range } from "./ranges.ts";
import { toldOf } from "./told-figures.ts";

/** What a design might be instead: it differs in one place, whose statement the slot names. */
export interface Variant {
  readonly slot: string;
  /** Kind of the fault that it makes of the design. */
  readonly kind: string;
  readonly design: Design;
}

type Change<T> = readonly [kind: string, changed: T];

const HAPPENINGS: readonly Happening[] = ["add", "set", "drop", "show"];
const TIMES = ["set", "drop", "close"] as const;

/** Every design that differs from this one in one place and could have been drawn as well. */
export function variantsOf(design: Design): Variant[] {
  const { blends, figures, counts, reports, choices, ageing } = design;
  const all: Variant[] = [];
  const take = <T>(slot: string, changes: readonly Change<T>[], put: (changed: T) => Partial<Design>): void => {
    for (const [kind, changed] of changes) all.push({ slot, kind, design: { ...design, ...put(changed) } });
  };
  blends.forEach((blend, at) => {
    take(`blend ${blend.name}`, blendChanges(blend), (changed) => ({ blends: blends.with(at, changed) }));
  });
  figures.forEach((figure, at) => {
    const put = (changed: Figure): Partial<Design> => ({ figures: figures.with(at, changed) });
    figure.steps.forEach((step, place) => {
      const changes = stepChanges(design, figures.slice(0, at), step);
      take(`figure ${figure.name} ${place}`, changes, (changed) =>
        put({ ...figure, steps: figure.steps.with(place, changed) }),
      );
    });
    const { quoting } = figure;
    if (quoting === null) return;
    const keptFor = quoting.keptFor === "thing" ? "group" : "thing";
    take("quotes key", [["wrong key", put({ ...figure, quoting: { ...quoting, keptFor } })]], (changed) => changed);
    for (const time of TIMES) {
      const isForgotten = quoting.forgottenOn.includes(time);
      const forgottenOn = TIMES.filter((one) => (one === time ? !isForgotten : quoting.forgottenOn.includes(one)));
      const kind = isForgotten ? "stale cache" : "cache forgotten";
      take(`quotes ${time}`, [[kind, put({ ...figure, quoting: { ...quoting, forgottenOn } })]], (changed) => changed);
    }
  });
  counts.forEach((count, at) => {
    const put = (changed: Count): Partial<Design> => ({ counts: counts.with(at, changed) });
    take(`count ${count.name} on`, countChanges(count), put);
    take(
      `count ${count.name} close`,
      (["zero", "kept", "halved"] as const)
        .filter((atClose) => atClose !== count.atClose)
        .map((atClose) => [atClose === "kept" ? "missing reset" : "wrong reset", { ...count, atClose }]),
      put,
    );
  });
  reports.forEach((report, at) => {
    const put = (changed: Report): Partial<Design> => ({ reports: reports.with(at, changed) });
    take(`report ${report.name} values`, valueChanges(design, report), put);
    take(`report ${report.name} take`, takeChanges(report), put);
    take(`report ${report.name} plus`, plusChanges(design, report), put);
  });
  choices.forEach((choice, at) => {
    const put = (changed: Choice): Partial<Design> => ({ choices: choices.with(at, changed) });
    take(
      `choice ${choice.name} order`,
      (["name", "earliest", "latest"] as const)
        .filter((ties) => ties !== choice.ties)
        .map((ties) => ["wrong tie", { ...choice, ties }]),
      put,
    );
    const end = choice.end === "largest" ? "smallest" : "largest";
    const other = otherFigures(design, choice.of).map((of): Change<Choice> => ["wrong figure", { ...choice, of }]);
    take(`choice ${choice.name} end`, [["wrong end", { ...choice, end }], ...other], put);
  });
  take("ageing", ageingChanges(design, ageing), (changed) => ({ ageing: changed }));
  return all;
}

function near(number: number, range: Range): number[] {
  const [least, most] = RANGES[range];
  return [number - 1, number + 1].filter((one) => one >= least && one <= most);
}

function blendChanges(blend: Blend): Change<Blend>[] {
  const changes: Change<Blend>[] = near(blend.a, "factor").map((a) => ["off by one", { ...blend, a }]);
  changes.push(["wrong formula", { ...blend, kind: blend.kind === "weighted" ? "excess" : "weighted" }]);
  if (blend.kind === "weighted") {
    changes.push(...near(blend.b, "factor").map((b): Change<Blend> => ["off by one", { ...blend, b }]));
    changes.push(["wrong operator", { ...blend, sign: blend.sign === 1 ? -1 : 1 }]);
  }
  return changes;
}

function stepChanges(design: Design, before: readonly Figure[], step: Step): Change<Step>[] {
  const signed = <S extends Extract<Step, { readonly sign: 1 | -1 }>>(one: S): Change<Step> => [
    "wrong operator",
    { ...one, sign: one.sign === 1 ? -1 : 1 },
  ];
  const missing: Change<Step> = ["missing step", { kind: "none" }];
  switch (step.kind) {
    case "start":
      return [
        signed(step),
        ...near(step.a, "factor").map((a): Change<Step> => ["off by one", { ...step, a }]),
        ...near(step.b, "factor").map((b): Change<Step> => ["off by one", { ...step, b }]),
        ["swapped factors", { ...step, a: step.b, b: step.a }],
        ...otherTerms(design, before, step.x, step.y).map(([kind, x]): Change<Step> => [kind, { ...step, x }]),
        ...otherTerms(design, before, step.y, step.x).map(([kind, y]): Change<Step> => [kind, { ...step, y }]),
      ];
    case "adjust":
      return [
        signed(step),
        missing,
        ...near(step.by, "adjustment").map((by): Change<Step> => ["off by one", { ...step, by }]),
        ...conditionChanges(design, step.when).map(([kind, when]): Change<Step> => [kind, { ...step, when }]),
      ];
    case "add":
      return [
        signed(step),
        missing,
        ...near(step.times, "factor").map((times): Change<Step> => ["off by one", { ...step, times }]),
        ...otherTerms(design, before, step.term).map(([kind, term]): Change<Step> => [kind, { ...step, term }]),
      ];
    case "divide":
      return [
        ["wrong rounding", { ...step, round: step.round === "down" ? "up" : "down" }],
        missing,
        ...near(step.by, "divisor").map((by): Change<Step> => ["off by one", { ...step, by }]),
      ];
    case "limit":
      return [
        ["wrong limit", { ...step, side: step.side === "most" ? "least" : "most" }],
        missing,
        ...near(step.bound, "limit").map((bound): Change<Step> => ["off by one", { ...step, bound }]),
      ];
    case "none":
      return [];
  }
}

/** What a term might be instead. @param beside a term that stands in the same sum, which never has one twice */
function otherTerms(design: Design, before: readonly Figure[], term: Term, beside?: Term): Change<Term>[] {
  return changedTerms(design, before, term).filter(([, changed]) => !sameTerm(changed, beside));
}

function sameTerm(one: Term, other: Term | undefined): boolean {
  if (one.kind === "field") return other?.kind === "field" && one.field === other.field;
  if (one.kind === "figure") return other?.kind === "figure" && one.figure === other.figure;
  return (
    other?.kind === "blend" && one.blend === other.blend && one.first === other.first && one.second === other.second
  );
}

function changedTerms({ fields }: Design, before: readonly Figure[], term: Term): Change<Term>[] {
  if (term.kind === "blend") {
    const { first, second } = term;
    return [["swapped arguments", { ...term, first: second, second: first }]];
  }
  if (term.kind === "field") {
    return fields.filter((field) => field !== term.field).map((field) => ["wrong key", { kind: "field", field }]);
  }
  return before
    .filter(({ name }) => name !== term.figure)
    .map(({ name }) => ["wrong figure", { kind: "figure", figure: name }]);
}

function conditionChanges({ fields }: Design, when: Condition): Change<Condition>[] {
  const strict = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" } as const;
  const turned = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;
  return [
    ["wrong boundary", { ...when, comparison: strict[when.comparison] }],
    ["wrong comparison", { ...when, comparison: turned[when.comparison] }],
    ...near(when.bound, "bound").map((bound): Change<Condition> => ["off by one", { ...when, bound }]),
    ...fields
      .filter((field) => field !== when.field)
      .map((field): Change<Condition> => ["wrong key", { ...when, field }]),
  ];
}

function countChanges(count: Count): Change<Count>[] {
  const on = HAPPENINGS.map((one) => {
    const changed = HAPPENINGS.filter((other) => (other === one) !== count.on.includes(other));
    return ["wrong event", { ...count, on: changed }] as const;
  });
  return [
    ...near(count.by, "counted").map((by): Change<Count> => ["off by one", { ...count, by }]),
    ...on.filter(([, changed]) => changed.on.length > 0 && changed.on.length < 3),
  ];
}

function otherFigures({ figures }: Design, of: Term): Term[] {
  if (of.kind !== "figure") return [];
  return toldOf(figures)
    .filter(({ name }) => name !== of.figure)
    .map(({ name }) => ({ kind: "figure", figure: name }));
}

function valueChanges(design: Design, report: Report): Change<Report>[] {
  const figures = otherFigures(design, report.of).map((of): Change<Report> => ["wrong figure", { ...report, of }]);
  if (report.where === null) return figures;
  return [
    ...figures,
    ["missing filter", { ...report, where: null }],
    ...conditionChanges(design, report.where).map(([kind, where]): Change<Report> => [kind, { ...report, where }]),
  ];
}

function takeChanges(report: Report): Change<Report>[] {
  return [
    ...(["sum", "largest", "smallest", "spread", "number"] as const)
      .filter((take) => take !== report.take)
      .map((take): Change<Report> => ["wrong aggregation", { ...report, take }]),
    ...near(report.empty, "empty").map((empty): Change<Report> => ["off by one", { ...report, empty }]),
  ];
}

function plusChanges({ counts }: Design, report: Report): Change<Report>[] {
  const { plus } = report;
  if (plus === null) return [];
  return [
    ["missing step", { ...report, plus: null }],
    ...near(plus.times, "factor").map((times): Change<Report> => [
      "off by one",
      { ...report, plus: { ...plus, times } },
    ]),
    ...counts
      .filter(({ name }) => name !== plus.count)
      .map(({ name }): Change<Report> => ["wrong key", { ...report, plus: { ...plus, count: name } }]),
  ];
}

function ageingChanges(design: Design, ageing: Ageing): Change<Ageing>[] {
  const { where } = ageing;
  return [
    ...near(ageing.by, "ageing").map((by): Change<Ageing> => ["off by one", { ...ageing, by }]),
    ...design.fields
      .filter((field) => field !== ageing.field)
      .map((field): Change<Ageing> => ["wrong key", { ...ageing, field }]),
    ...(where === null
      ? []
      : [
          ["missing filter", { ...ageing, where: null }] as Change<Ageing>,
          ...conditionChanges(design, where).map(([kind, changed]): Change<Ageing> => [
            kind,
            { ...ageing, where: changed },
          ]),
        ]),
  ];
}
