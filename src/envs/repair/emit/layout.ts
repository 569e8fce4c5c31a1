import type { Design } from "../design.ts";
import { countsPart } from "./emit-counts.ts";
import { blendsPart, figuresPart } from "./emit-figures.ts";
import { mainPart } from "./emit-main.ts";
import { quotesPart } from "./emit-quotes.ts";
import { reportsPart } from "./emit-reports.ts";
import { storePart } from "./emit-store.ts";
import type { Part } from "./python-text.ts";

/** A module of a package before it is written. */
export interface Module {
  /** Without folder and ending. */
  readonly name: string;
  readonly doc: string;
  readonly parts: readonly Part[];
}

type PartName = "main" | "store" | "quotes" | "counts" | "blends" | "figures" | "derived" | "reports";

const DOCS: Readonly<Record<string, string>> = {
  main: "Reads commands and prints what comes of them.",
  core: "All that is kept, worked out and told.",
  store: "What is kept.",
  quotes: "Figures that are kept for later.",
  counts: "What is counted.",
  blends: "Functions of two numbers.",
  figures: "Numbers that are worked out.",
  derived: "Numbers that rest on other figures.",
  reports: "What is told of many at once.",
};

/** Which parts stand in which module, by the number of modules. */
const LAYOUTS: Readonly<Record<number, Readonly<Record<string, readonly PartName[]>>>> = {
  2: { core: ["quotes", "counts", "store", "blends", "figures", "derived", "reports"] },
  3: { store: ["quotes", "counts", "store"], figures: ["blends", "figures", "derived", "reports"] },
  4: { store: ["quotes", "counts", "store"], figures: ["blends", "figures", "derived"], reports: ["reports"] },
  5: {
    store: ["store"],
    quotes: ["quotes", "counts"],
    figures: ["blends", "figures", "derived"],
    reports: ["reports"],
  },
  6: {
    store: ["counts", "store"],
    quotes: ["quotes"],
    blends: ["blends"],
    figures: ["figures", "derived"],
    reports: ["reports"],
  },
  7: {
    store: ["store"],
    quotes: ["quotes"],
    counts: ["counts"],
    blends: ["blends"],
    figures: ["figures", "derived"],
    reports: ["reports"],
  },
  8: {
    store: ["store"],
    quotes: ["quotes"],
    counts: ["counts"],
    blends: ["blends"],
    figures: ["figures"],
    derived: ["derived"],
    reports: ["reports"],
  },
};

/** The modules of a package, `main` first. @param modules 2 to 8 */
export function modulesOf(design: Design, modules: number): readonly Module[] {
  const half = Math.ceil(design.figures.length / 2);
  const parts: Readonly<Record<PartName, Part>> = {
    main: mainPart(design),
    store: storePart(design),
    quotes: quotesPart(design),
    counts: countsPart(design),
    blends: blendsPart(design),
    figures: figuresPart(design, design.figures.slice(0, half)),
    derived: figuresPart(design, design.figures.slice(half)),
    reports: reportsPart(design),
  };
  const layout = { main: ["main"] as readonly PartName[], ...LAYOUTS[modules] };
  return Object.entries(layout).map(([name, names]) => ({
    name,
    doc: DOCS[name] ?? "",
    parts: names.map((part) => parts[part]).filter(({ before, functions }) => before !== "" || functions.length > 0),
  }));
}
