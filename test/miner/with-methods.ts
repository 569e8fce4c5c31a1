/** An object like another one, but for some methods; the others run on the original, private fields and all. */
export function withMethods<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Object.hasOwn(methods, name) ? Reflect.get(methods, name) : Reflect.get(of, name, of);
      return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(of) : value;
    },
  });
}
