import { seeded } from "./hostile-programs.ts";

/** Expressions of a number, from numbers `a`, `b` and a list `v`. Floats, NaN among them, wherever Python has them. */
const EXPRESSIONS = [
  "a + b",
  "a - b",
  "a * b",
  "a / b if b else a",
  "a % b if b else b",
  "math.fmod(a, b) if b else a",
  "-a",
  "abs(b)",
  "math.copysign(a, b)",
  "math.sqrt(abs(a))",
  "math.sin(a) + math.cos(b)",
  "math.exp(min(abs(a), 700.0))",
  "math.floor(a) if math.isfinite(a) else a",
  "float(round(a, 3))",
  "math.hypot(a, b)",
  "math.atan2(a, b)",
  "float('inf') - float('inf')",
  "float('nan') * a",
  "(a, b)[a < b]",
  "max(a, b)",
  "min(a, b)",
  "sum(v)",
  "math.fsum(v) if all(map(math.isfinite, v)) else a",
  "float(hash((a, b)) % 1009)",
  "struct.unpack('<d', struct.pack('<d', a))[0]",
  "struct.unpack('<f', struct.pack('<f', math.fmod(a, 1e30)))[0] if math.isfinite(a) else a",
  "float(len(repr(a)))",
  "float(int(a) ** 3 % 1000003) if math.isfinite(a) else b",
  "float(len(set(map(str, v))))",
  "float(sorted(v, key=str).index(v[0]))",
  "random.random() * a",
  "(lambda x: x * 0.5)(a)",
  "functools.reduce(operator.mul, v[:5], 1.0)",
  "math.ldexp(math.frexp(a)[0], 3)",
  "float(zlib.crc32(repr(v).encode()) % 997)",
  "math.nan if a != a else math.nextafter(a, b)",
] as const;

/** One program that computes: loops and functions over floats, whose bits it prints in the end. */
export function computingProgram(seed: number): string {
  const below = seeded(seed + 77);
  const expression = (): string => EXPRESSIONS[below(EXPRESSIONS.length)] ?? "a";
  const lines = Array.from({ length: 2 + below(6) }, (_, index) => {
    const target = ["a", "b", `v[${below(6)}]`][below(3)] ?? "a";
    if (below(4) === 0) return `    if ${expression()} > ${below(10)}:\n        ${target} = ${expression()}`;
    return index % 3 === 2 ? `    v.append(${expression()}); del v[0]` : `    ${target} = ${expression()}`;
  });
  const values = Array.from({ length: 6 }, () => (below(7) === 0 ? "math.nan" : `${below(1000) / 8}`));
  return `import functools, math, operator, random, struct, zlib
random.seed(${below(1000)})
a, b, v = ${below(100)}.5, ${below(100)}.25, [${values.join(", ")}]
def turn(a, b, v):
${lines.join("\n")}
    return a, b
for i in range(${10 + below(300)}):
    try:
        a, b = turn(a, b, v)
    except (OverflowError, ValueError, ZeroDivisionError) as error:
        a, b = b + i, float(len(str(error)))
print(struct.pack('<8d', a, b, *v).hex())
`;
}
