/**
 * What this version's interpreter must be, byte for byte. A host whose files, snapshot or canary differ refuses to run
 * programs, since its verdicts could differ too. The values change only with the version of Pyodide, with the prelude,
 * or with the way the interpreter is started; the test of pins says the new ones.
 */
export const PINS = {
  /** SHA-256 of `pyodide.asm.wasm`. */
  wasm: "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
  /** SHA-256 of `python_stdlib.zip`. */
  library: "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
  /** SHA-256 of the instrumented module, made from these by src/sandbox/instrument. */
  module: "524ccb6fe02b3a9295970a3ac5b4cee56c96787688fab9350e7c0661d5efef60",
  /** SHA-256 of the snapshot. */
  snapshot: "e82c8be663722a17ebb16cea33a2146fc7183475cf14db617d71ec697a729da2",
} as const;

/** A program that touches hashing, floats, recursion, sorting, the clock, randomness and exceptions. */
export const CANARY = {
  program: `import sys, math, random, time
words = sys.stdin.read().split()
seen = {}
for number, word in enumerate(words * 40):
    seen.setdefault(hash(word) % 101, set()).add((word, number % 7))
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)
try:
    depth(10**6)
except RecursionError as error:
    print(type(error).__name__)
print(sorted(seen)[:8], sum(len(group) for group in seen.values()))
print(repr(math.fsum(math.sin(i) / 7 for i in range(500))), 2**200 % 1000003, random.randrange(10**9))
print(time.time(), list({f"k{i}" for i in range(6)}))
`,
  stdin: "the quick brown fox jumps over the lazy dog\n",
  stdout: `RecursionError
[3, 7, 12, 55, 57, 69, 80, 93] 56
0.27972391213540865 973692 786261259
1700000000.0034025 ['k3', 'k2', 'k1', 'k0', 'k5', 'k4']
`,
  ticks: 3477495,
} as const;
