import { readFileSync } from "node:fs";
import { ABD_LEVELS } from "../../src/envs/abd/abd-levels.ts";
import { DED_LEVELS } from "../../src/envs/ded/ded-levels.ts";
import { HUNT_LEVELS } from "../../src/envs/hunt/hunt-levels.ts";
import { INDUCE_LEVELS } from "../../src/envs/induce/induce-levels.ts";
import { cardSchema, challengeFromId, type Card } from "../../src/envs/index.ts";
import { OPT_LEVELS } from "../../src/envs/opt/opt-levels.ts";
import { PLAN_LEVELS } from "../../src/envs/plan/plan-levels.ts";
import { PROVE_LEVELS } from "../../src/envs/prove/prove-levels.ts";
import { SAT_LEVELS } from "../../src/envs/sat/sat-levels.ts";
import { REPAIR_LEVELS } from "../../src/envs/repair/repair-levels.ts";
import { TRACK_LEVELS } from "../../src/envs/track/track-levels.ts";
import { bars, ladder, sizes, type Column } from "./table.ts";

/** What a level asks for, by environment. */
const TERMS: Readonly<Record<string, readonly Column[]>> = {
  sat: [
    {
      title: "variables × formulas (clauses each)",
      cell: (level) => {
        const found = SAT_LEVELS.find((known) => known.level === level);
        if (found === undefined) return "–";
        const { variables, batch, clauses } = found;
        return `${variables} × ${batch} (${clauses})`;
      },
    },
  ],
  abd: [
    {
      title: "numbers, largest, letters, templates",
      cell: (level) => {
        const found = ABD_LEVELS.find((known) => known.level === level);
        if (found === undefined) return "–";
        const { domain, templates } = found;
        return `${domain.count}, ${domain.largest}, ${domain.letters}, ${templates}`;
      },
    },
  ],
  induce: [
    {
      title: "functions, steps before, results of the choice",
      cell: (level) => {
        const found = INDUCE_LEVELS.find((known) => known.level === level);
        if (found === undefined) return "–";
        const { functions, steps, arms, suffix } = found;
        return `${functions}, ${steps}, ${arms === 0 ? "none" : arms}${suffix ? ", a step behind" : ""}`;
      },
    },
  ],
  hunt: [
    {
      title: "codes × places × digits",
      cell: (level) => {
        const found = HUNT_LEVELS.find((known) => known.level === level);
        return found === undefined ? "–" : `${found.codes} × ${found.places} × ${found.digits}`;
      },
    },
  ],
  ded: [
    {
      title: "quantities (that look around), limits",
      cell: (level) => {
        const found = DED_LEVELS.find((known) => known.level === level);
        if (found === undefined) return "–";
        const { quantities, histories, limits, simple } = found;
        return `${quantities} (${histories}), ${simple ? "none" : `1 to ${limits}`}`;
      },
    },
  ],
  track: [
    {
      title: "lines, cells, aliases, depth of scopes",
      cell: (level) => {
        const found = TRACK_LEVELS.find((known) => known.level === level);
        return found === undefined ? "–" : `${found.lines}, ${found.cells}, ${found.aliases}, ${found.depth}`;
      },
    },
  ],
  plan: [
    {
      title: "objects by type, operators, steps at least",
      cell: (level) => {
        const found = PLAN_LEVELS.find((known) => known.level === level);
        return found === undefined ? "–" : `${found.objects.join(" + ")}, ${found.operators}, ${found.depth}`;
      },
    },
  ],
  prove: [
    {
      title: "depth, constants, relations given and derived",
      cell: (level) => {
        const found = PROVE_LEVELS.find((known) => known.level === level);
        if (found === undefined) return "–";
        return `${found.depth}, ${found.constants}, ${found.given} + ${found.depth * found.derived}`;
      },
    },
  ],
  repair: [
    {
      title: "modules, figures, what visible tests show",
      cell: (level) => {
        const found = REPAIR_LEVELS.find((known) => known.level === level);
        return found === undefined ? "–" : `${found.modules}, ${found.figures}, ${found.symptom}`;
      },
    },
  ],
  opt: [
    {
      title: "items, exclusions, needs, bonuses",
      cell: (level) => {
        const found = OPT_LEVELS.find((known) => known.level === level);
        return found === undefined ? "–" : `${found.items}, ${found.excludes}, ${found.needs}, ${found.bonuses}`;
      },
    },
  ],
};

/** Markers in a page: `<!-- card: sat -->`, `<!-- bars: sat -->`, `<!-- question: ID -->`, each up to `<!-- end -->`. */
const MARKED = /<!-- (card|bars|question): (\S+) -->\n[\s\S]*?<!-- end -->/g;

/** The page with everything between its markers written anew from the stored cards and from the questions themselves. */
export function filled(page: string): string {
  return page.replace(MARKED, (_whole, kind: string, name: string) => {
    return `<!-- ${kind}: ${name} -->\n\n${content(kind, name)}\n\n<!-- end -->`;
  });
}

function content(kind: string, name: string): string {
  if (kind === "question") return `\`\`\`\`text\n${challengeFromId(name).prompt}\n\`\`\`\``;
  const card = storedCard(name);
  return kind === "bars" ? bars(card) : `${ladder(card, TERMS[name] ?? [])}\n\n${sizes(card)}`;
}

function storedCard(name: string): Card {
  const file = new URL(`../../src/envs/${name}/${name}.card.json`, import.meta.url);
  return cardSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}
