/** The part of the WebAssembly JavaScript interface that the sandbox uses; the project is not compiled with the DOM types. */
declare namespace WebAssembly {
  type ImportKind = "function" | "global" | "memory" | "table" | "tag";

  interface Module {
    /** Opaque: only a real module fits. */
    readonly [Symbol.toStringTag]: "WebAssembly.Module";
  }
  const Module: {
    new (bytes: Uint8Array): Module;
    imports(module: Module): { module: string; name: string; kind: ImportKind }[];
    exports(module: Module): { name: string; kind: ImportKind }[];
  };
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Table {
    constructor(descriptor: { element: "anyfunc" | "externref"; initial: number; maximum?: number });
    readonly length: number;
    get(index: number): ((...values: (number | bigint)[]) => unknown) | null;
    set(index: number, value: unknown): void;
    grow(entries: number): number;
  }
  class Global {
    constructor(descriptor: { value: "i32" | "i64" | "f64"; mutable?: boolean }, value: number | bigint);
    value: number | bigint;
  }
  class RuntimeError extends Error {}
  function compile(bytes: Uint8Array): Promise<Module>;
}
