import type { Ground } from "./ground.ts";
import type { Slip } from "./slip.ts";
import { columnOf, type Column } from "./term-columns.ts";

/** All that the goal of a task may ask of an input. */
export class Scene {
  /** Items that count, by index from 0, in the order of the input. */
  readonly kept: readonly number[];
  /** Where each of them stands, for distances. */
  readonly places: readonly number[];
  readonly slip: Slip["slip"] | null;
  readonly #ground: Ground;
  readonly #parameters: ReadonlyMap<string, number>;

  constructor(ground: Ground, parameters: readonly number[], slip: Slip | null = null) {
    this.#ground = ground;
    this.kept = ground.kept;
    this.places = slip?.slip === "places among kept" ? ground.kept.map((_, at) => at) : ground.kept;
    this.slip = slip?.slip ?? null;
    this.#parameters = new Map(
      ground.task.parameters.map((name, index) => {
        const by = slip?.slip === "shift" && slip.parameter === name ? slip.by : 0;
        return [name, (parameters[index] ?? 1) + by];
      }),
    );
  }

  /** A quantity of every item of the input. */
  column(name: string): Column {
    return columnOf(this.#ground.columns, name);
  }

  /** The same of the items that count. */
  values(name: string): number[] {
    const column = this.column(name);
    return this.kept.map((index) => column[index] as number);
  }

  /** 1 for each item that has a mark. */
  mark(name: string): Column {
    return columnOf(this.#ground.marks, name);
  }

  parameter(name: string): number {
    return this.#parameters.get(name) ?? 1;
  }
}
