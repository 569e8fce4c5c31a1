/** The instrumented module's counters, seen from the host. The module charges them itself, and traps. */
export class FuelMeter {
  #fuel: WebAssembly.Global | null = null;
  #isTooDeep: () => boolean = () => false;
  #filled = 0;
  /** What a unit of the module's counter stands for. */
  #price = 1;

  /** The counters exist only after instantiation. */
  attach(fuel: WebAssembly.Global, stackPointer: WebAssembly.Global, stackLimit: WebAssembly.Global): void {
    this.#fuel = fuel;
    this.#isTooDeep = () => Number(stackPointer.value) >>> 0 < Number(stackLimit.value) >>> 0;
  }

  /** @param units of fuel. */
  fill(units: number): void {
    this.#filled = units;
    this.#price = 1;
    if (this.#fuel !== null) this.#fuel.value = BigInt(units);
  }

  /** Charges for work of the host's own. If that was the last of it, the module traps at its next charge. */
  charge(units: number): void {
    if (this.#fuel !== null) this.#fuel.value = BigInt(this.#fuel.value) - BigInt(units);
  }

  /** From here on each unit of the module's counter costs so many; what is left buys as many less. Once a run. */
  dearer(price: number): void {
    if (this.#fuel === null || this.outOfFuel) return;
    this.#fuel.value = BigInt(this.#fuel.value) / BigInt(price);
    this.#price = price;
  }

  /** Units since the last `fill`, all of them if they have run out. */
  get used(): number {
    return this.#filled - this.#price * Math.max(0, Number(this.#fuel?.value ?? 0));
  }

  get outOfFuel(): boolean {
    return Number(this.#fuel?.value ?? 0) < 0;
  }

  /** Whether calls were nested beyond the C stack's end. */
  get tooDeep(): boolean {
    return this.#isTooDeep();
  }
}
