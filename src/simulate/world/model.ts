import { normalQuantile } from "../random/normal.ts";
import type { QuestionMemory } from "./questions.ts";

/** A model as the laboratory knows it: who made it from what, and how often it is right. */
export interface ModelSpec {
  /** Per environment, the probability of a right answer, 0..1. */
  readonly skills: readonly number[];
  /** Models of one lineage share their luck beyond the question's difficulty. */
  readonly lineage: string;
  /** Part of the variance that is its lineage's, 0..1: two models share sqrt of the product. */
  readonly lineageShare: number;
  /** Answers it has learnt by heart. */
  readonly memory?: QuestionMemory;
}

const numbers = new Map<string, number>();

/** A small whole number for each name of a lineage, the same within a process: which one changes nothing. */
function numberOf(lineage: string): number {
  let number = numbers.get(lineage);
  if (number === undefined) numbers.set(lineage, (number = numbers.size));
  return number;
}

/**
 * A model made ready for drawing: right iff sqrt(r_d)·difficulty + sqrt(r_l)·lineage + sqrt(1−r_d−r_l)·noise <
 * Φ⁻¹(skill).
 */
export class Model {
  readonly spec: ModelSpec;
  /** Φ⁻¹(skill) / noise, per environment. */
  readonly limits: Float64Array;
  /** Its lineage by number. */
  readonly lineage: number;
  readonly memory: QuestionMemory | undefined;
  readonly difficultyWeight: number;
  readonly lineageWeight: number;

  /** @param difficultyShare r_d, the part of the variance that is the question's */
  constructor(spec: ModelSpec, difficultyShare: number) {
    const noise = Math.sqrt(1 - difficultyShare - spec.lineageShare);
    this.spec = spec;
    this.lineage = numberOf(spec.lineage);
    this.memory = spec.memory;
    this.limits = Float64Array.from(spec.skills, (skill) => normalQuantile(skill) / noise);
    this.difficultyWeight = Math.sqrt(difficultyShare) / noise;
    this.lineageWeight = Math.sqrt(spec.lineageShare) / noise;
  }

  /** Mean of the skills over environments. */
  get meanSkill(): number {
    const { skills } = this.spec;
    return skills.reduce((sum, skill) => sum + skill, 0) / skills.length;
  }
}
