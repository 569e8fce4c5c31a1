import type { Generator } from "../random/generator.ts";
import { drawNormal } from "../random/normal.ts";
import type { Settings } from "../settings.ts";
import type { ModelSpec } from "./model.ts";

const SKILLS = [0.6, 0.5, 0.4, 0.55, 0.45, 0.65, 0.35, 0.5];
const WEAKER = 4;

/** Where models are made. Gains are in hundredths of the skill: 5 points are 0.05. */
export class Laboratory {
  readonly settings: Settings;
  readonly generator: Generator;
  /** The champion when the measured time begins. */
  readonly incumbent: ModelSpec;
  #unrelated = 0;

  constructor(settings: Settings, generator: Generator) {
    this.settings = settings;
    this.generator = generator;
    this.incumbent = this.unrelated(incumbentSkills(settings.environments));
  }

  /** One number per environment. */
  everywhere(value: number): readonly number[] {
    return this.incumbent.skills.map(() => value);
  }

  /** A number for the first environment, another for all others. */
  first(value: number, others: number): readonly number[] {
    return this.incumbent.skills.map((_, env) => (env === 0 ? value : others));
  }

  /** A normal number. */
  normal(mean: number, deviation: number): number {
    return mean + deviation * drawNormal(this.generator);
  }

  /** A model of a lineage of its own. */
  unrelated(skills: readonly number[]): ModelSpec {
    this.#unrelated += 1;
    const { lineageShare } = this.settings;
    return { skills: skills.map(possible), lineage: `lineage-${this.#unrelated}`, lineageShare };
  }

  /** The same weights but for a touch that changes their hash; `gains` changes its skills a little. */
  copyOf(model: ModelSpec, gains: readonly number[] = model.skills.map(() => 0)): ModelSpec {
    return { ...model, skills: raised(model, gains) };
  }

  /** A model trained on from another; what that knew by heart is lost. */
  fineTuneOf(model: ModelSpec, gains: readonly number[]): ModelSpec {
    const { fineTuneShare } = this.settings;
    return { skills: raised(model, gains), lineage: model.lineage, lineageShare: fineTuneShare };
  }

  /** Four honest miners, ten points below the incumbent everywhere, each of its own lineage. */
  weaker(): readonly ModelSpec[] {
    return Array.from({ length: WEAKER }, () => this.unrelated(raised(this.incumbent, this.everywhere(-0.1))));
  }
}

/** The incumbent's skills, the first so many of docs/mechanism.md's. */
export function incumbentSkills(environments: number): readonly number[] {
  return SKILLS.slice(0, environments);
}

function raised({ skills }: ModelSpec, gains: readonly number[]): readonly number[] {
  return skills.map((skill, env) => possible(skill + (gains[env] ?? 0)));
}

function possible(skill: number): number {
  return Math.min(0.99, Math.max(0.01, skill));
}
