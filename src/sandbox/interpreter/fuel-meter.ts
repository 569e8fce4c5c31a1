/**
 * The instrumented module's counters, seen from the host: fuel and call depth left. The module charges both itself and
 * traps when either falls below zero.
 */
export class FuelMeter {
  #fuel: WebAssembly.Global | null = null;
  #depth: WebAssembly.Global | null = null;
  #filled = 0;

  /** The counters exist only after instantiation. */
  attach(fuel: WebAssembly.Global, depth: WebAssembly.Global): void {
    this.#fuel = fuel;
    this.#depth = depth;
  }

  /**
   * @param units of fuel.
   * @param depthBytes call depth, in bytes as src/sandbox/instrument/stack-costs.ts counts them.
   */
  fill(units: number, depthBytes: number): void {
    this.#filled = units;
    if (this.#fuel !== null) this.#fuel.value = BigInt(units);
    if (this.#depth !== null) this.#depth.value = BigInt(depthBytes);
  }

  /** Charges for work of the host's own. If that was the last of it, the module traps at its next charge. */
  charge(units: number): void {
    if (this.#fuel !== null) this.#fuel.value = BigInt(this.#fuel.value) - BigInt(units);
  }

  /** Units since the last `fill`, all of them if they have run out. */
  get used(): number {
    return this.#filled - Math.max(0, Number(this.#fuel?.value ?? 0));
  }

  get outOfFuel(): boolean {
    return Number(this.#fuel?.value ?? 0) < 0;
  }

  get tooDeep(): boolean {
    return Number(this.#depth?.value ?? 0) < 0;
  }
}
