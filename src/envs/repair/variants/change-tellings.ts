import type { Ageing, Count, Design, Happening, Report, Term } from "../design.ts";
import { toldOf } from "../told-figures.ts";
import { conditionChanges } from "./change-steps.ts";
import { near, type Change } from "./change.ts";

const HAPPENINGS: readonly Happening[] = ["add", "set", "drop", "show"];

/** What a count might count instead. */
export function countChanges(count: Count): Change<Count>[] {
  const on = HAPPENINGS.map((one) => {
    const changed = HAPPENINGS.filter((other) => (other === one) !== count.on.includes(other));
    return ["wrong event", { ...count, on: changed }] as const;
  });
  return [
    ...near(count.by, "counted").map((by): Change<Count> => ["off by one", { ...count, by }]),
    ...on.filter(([, changed]) => changed.on.length > 0 && changed.on.length < 3),
  ];
}

/** Other figures that a report or a choice might be about. */
export function otherFigures({ figures }: Design, of: Term): Term[] {
  if (of.kind !== "figure") return [];
  return toldOf(figures)
    .filter(({ name }) => name !== of.figure)
    .map(({ name }) => ({ kind: "figure", figure: name }));
}

/** What a report might take its values from instead. */
export function valueChanges(design: Design, report: Report): Change<Report>[] {
  const figures = otherFigures(design, report.of).map((of): Change<Report> => ["wrong figure", { ...report, of }]);
  if (report.where === null) return figures;
  return [
    ...figures,
    ["missing filter", { ...report, where: null }],
    ...conditionChanges(design, report.where).map(([kind, where]): Change<Report> => [kind, { ...report, where }]),
  ];
}

/** What a report might make of its values instead. */
export function takeChanges(report: Report): Change<Report>[] {
  return [
    ...(["sum", "largest", "smallest", "spread", "number"] as const)
      .filter((take) => take !== report.take)
      .map((take): Change<Report> => ["wrong aggregation", { ...report, take }]),
    ...near(report.empty, "empty").map((empty): Change<Report> => ["off by one", { ...report, empty }]),
  ];
}

/** What a report might add instead. */
export function plusChanges({ counts }: Design, report: Report): Change<Report>[] {
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

/** What closing might do instead. */
export function ageingChanges(design: Design, ageing: Ageing): Change<Ageing>[] {
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
