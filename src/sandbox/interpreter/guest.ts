import { Descriptors } from "./descriptors.ts";
import type { FileTree } from "./file-tree.ts";
import type { FuelMeter } from "./fuel-meter.ts";
import type { GivenFile } from "./given-file.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { OutputBuffer } from "./output-buffer.ts";
import type { RunEnded } from "./run-ended.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { VirtualRandom } from "./virtual-random.ts";

/** All that a program sees of an environment. */
const ENVIRONMENT = ["HOME=/", "LANG=C.UTF-8", "PATH=/bin"];
const NOTHING = new Uint8Array(0);

export interface RunSettings {
  readonly stdin: Uint8Array;
  /** What stands below the working folder; without any there is none. */
  readonly files?: readonly GivenFile[];
  readonly memoryBytes: number;
  readonly outputBytes: number;
  readonly fuelTicks: number;
}

/** What an instance gives its guest. */
export interface GuestInstance {
  readonly memory: GuestMemory;
  /** Set to 1 makes the module trap as soon as the host returns. */
  readonly ended: WebAssembly.Global;
  readonly callTable: TableCall;
}

/** A call target inside the interpreter's function table. */
export type TableCall = (index: number, ...values: number[]) => number;

/** Everything on our side that a program's calls can touch. Reset before each run, so that nothing survives one. */
export class Guest {
  readonly files: FileTree;
  readonly meter: FuelMeter;
  readonly environment: readonly string[];
  readonly descriptors = new Descriptors();
  readonly clock: VirtualClock;
  readonly random = new VirtualRandom();
  stdin: { readonly content: Uint8Array; offset: number } = { content: NOTHING, offset: 0 };
  stdout = new OutputBuffer(0);
  stderr = new OutputBuffer(0);
  memoryBytes = 0;
  /** Set once a run has ended; any further call ends it again, whatever unwinding code tries. */
  ended: RunEnded | null = null;
  #instance: GuestInstance | null = null;

  constructor(files: FileTree, meter: FuelMeter, environment: readonly string[] = ENVIRONMENT) {
    this.environment = environment;
    this.files = files;
    this.meter = meter;
    this.clock = new VirtualClock(() => meter.used);
  }

  /** The instance's memory and function table exist only after instantiation. */
  attach(instance: GuestInstance): void {
    this.#instance = instance;
  }

  get memory(): GuestMemory {
    return this.#attached().memory;
  }

  callTable(index: number, ...values: number[]): number {
    return this.#attached().callTable(index, ...values);
  }

  begin(settings: RunSettings): void {
    this.descriptors.reset();
    this.clock.reset();
    this.random.reset();
    this.files.reset();
    this.files.give(settings.files ?? []);
    this.stdin = { content: settings.stdin, offset: 0 };
    this.stdout = new OutputBuffer(settings.outputBytes);
    this.stderr = new OutputBuffer(settings.outputBytes);
    this.memoryBytes = settings.memoryBytes;
    this.ended = null;
    this.#attached().ended.value = 0;
    this.meter.fill(settings.fuelTicks);
  }

  /** Ends the run: to be thrown. The first reason stands. */
  end(reason: RunEnded): RunEnded {
    this.ended ??= reason;
    this.#attached().ended.value = 1;
    return this.ended;
  }

  #attached(): GuestInstance {
    if (this.#instance === null) throw new TypeError("the interpreter has no memory yet");
    return this.#instance;
  }
}
