import type { Choice, Count, Design, Figure, Report } from "../design.ts";
import { blendChanges, stepChanges } from "./change-steps.ts";
import {
  ageingChanges,
  countChanges,
  otherFigures,
  plusChanges,
  takeChanges,
  valueChanges,
} from "./change-tellings.ts";
import type { Change } from "./change.ts";

/** What a design might be instead: it differs in one place, whose statement the slot names. */
export interface Variant {
  readonly slot: string;
  /** Kind of the fault that it makes of the design. */
  readonly kind: string;
  readonly design: Design;
}

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
