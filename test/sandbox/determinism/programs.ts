import type { RunOptions } from "../../../src/sandbox/index.ts";
import { DEEP_RECURSION } from "../attacks/deep-recursion.ts";

/** A program and how it is run. */
export interface Sample extends RunOptions {
  readonly program: string;
}

/** Everything that could differ between runs, threads, machines: hashes, floats, addresses, clocks, errors, limits. */
export const SAMPLES: readonly Sample[] = [
  { program: "print(sum(map(int, input().split())))", stdin: "1 2 3\n" },
  { program: "print({f'key {i}' for i in range(50)}, hash('x'), id([]) % 4096, object())" },
  { program: "import math\nprint([math.sin(i) ** 0.3 for i in range(1, 200) if math.sin(i) > 0], math.gamma(0.3))" },
  { program: "import time, os, random, uuid\nprint(time.time(), os.urandom(4), random.random(), uuid.uuid4())" },
  { program: "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nprint(f(18))" },
  { program: "def f(): return f()\nf()" },
  { program: "import json\njson.loads('[' * 100000)" },
  { program: "while True:\n    pass", limits: { fuelTicks: 15_000_000 } },
  { program: "x = []\nwhile True:\n    x.append('y' * len(x))", limits: { memoryBytes: 2 ** 26 } },
  { program: "while True:\n    print('spam')", limits: { outputBytes: 10_000 } },
  { program: "import socket\nsocket.socket()" },
  { program: "f = lambda: 0\nf.__code__ = f.__code__.replace(co_code=bytes([100, 200] * 50), co_consts=())\nf()" },
  { program: "import decimal, fractions, statistics\nprint(decimal.Decimal(2).sqrt(), statistics.stdev([1, 2, 4]))" },
  {
    program:
      "import asyncio\nasync def m():\n    print(await asyncio.gather(*[asyncio.sleep(.1 / i, i) for i in range(1, 9)]))\nasyncio.run(m())",
  },
  {
    program:
      "import gc, sys\nprint(len(gc.get_objects()), sys.getrefcount(None) > 0, len(sys.modules), sys.getsizeof([]))",
  },
  { program: "raise ValueError('x' * 100)" },
];

/** Bits of NaN by every route that Python has. */
export const NAN_SAMPLES: readonly Sample[] = [
  "import math, operator\nn = float('nan')\nprint([math.copysign(1, f(n, -n)) for f in (operator.add, operator.sub, operator.mul, operator.truediv, math.fmod, operator.mod, math.pow, max, min, math.fdim if hasattr(math, 'fdim') else math.hypot)])",
  "import math, operator\nn = float('nan'); m = -n; last = None\nfor i in range(30000):\n    s = math.copysign(1, operator.add(n, m))\n    if s != last: print(i, s); last = s",
  "import math\nn = float('nan'); last = None\nfor i in range(20000):\n    s = math.copysign(1, math.sumprod([n, -n], [-n, n]))\n    if s != last: print(i, s); last = s",
  "import struct\ni = float('inf')\nprint([struct.pack('<d', x).hex() for x in (i - i, i * 0, -(i - i), i - i + 1, float('nan'), float('-nan'))])",
  "import struct\nx = struct.unpack('<d', bytes.fromhex('010000000000f47f'))[0]\nprint(struct.pack('<d', x).hex(), struct.pack('<d', x + 1).hex(), struct.pack('<d', -x).hex())",
  "import struct\nprint([struct.pack('<f', x).hex() for x in (float('inf') - float('inf'), -float('nan'))], struct.pack('<e', float('nan')).hex())",
  "import array\ni = float('inf')\nprint(array.array('d', [i - i, -(i - i)]).tobytes().hex(), array.array('f', [i - i, -(i - i)]).tobytes().hex())",
  "import pickle, json, marshal\nn = float('inf') - float('inf')\nprint(pickle.dumps([n, -n]).hex(), json.dumps([n, -n]), marshal.dumps([n, -n]).hex())",
  "import cmath, math\nn = float('nan')\nz = complex(n, -n) * complex(-n, 1)\nprint(math.copysign(1, z.real), math.copysign(1, z.imag), cmath.sqrt(z))",
  "import statistics, fractions, decimal\nn = float('nan')\nprint(statistics.fmean([n, -n]), decimal.Decimal(-n), sorted([n, 1, -n, 0]), hash(n) is None, n in [n], {n, -n} == set())",
].map((program) => ({ program }));

const nestedTuples = (depth: number): string =>
  `import gc, os; gc.disable()\nt = ()\nfor _ in range(${depth}): t = (t,)\nprint(hash(t) is not None, flush=True)\nos._exit(0)`;
const nestedChains = (depth: number): string =>
  `import os, sys\nfrom itertools import chain\ni = iter([1])\nfor _ in range(${depth}): i = chain(i)\nprint(next(i))\nsys.stdout.flush(); os._exit(0)`;

/**
 * Depths at which the native stack of one machine ended and that of another did not, before the module had a limit of
 * its own; and depths on both sides of that.
 */
export const NATIVE_DEPTH_SAMPLES: readonly Sample[] = [
  ...[100_000, 2_640_000, 2_660_000, 2_680_000].map(nestedTuples),
  ...[50_000, 100_000, 200_000, 400_000].map(nestedChains),
].map((program) => ({ program, limits: { fuelTicks: 4_000_000_000 } }));

/** Recursion near the limit, by every way in which C code can end up in itself. */
export const RECURSION_SAMPLES: readonly Sample[] = [
  ...DEEP_RECURSION.map(([, program]) => ({ program })),
  ...[30_000, 60_000, 100_000, 160_000, 163_000, 170_000].map((depth) => ({
    program: `import gc; gc.disable()\nt = ()\nfor _ in range(${depth}): t = (t,)\nprint(hash(t) is not None)`,
  })),
];

/** Memory near the limit, and whether a program sees what another one grew. */
export const MEMORY_SAMPLES: readonly Sample[] = [
  ...[10, 20, 30, 60, 90, 95, 99, 100, 101, 130].map((mebibytes) => ({
    program: `b = bytearray(${mebibytes} * 2**20)\nprint(len(b))`,
    limits: { memoryBytes: 2 ** 27 },
  })),
  {
    program:
      "import opcode\nop = opcode.opmap\ndef f(): return 1\ndef wide(name, n): return [b for s in (24, 16, 8) for b in (op['EXTENDED_ARG'], n >> s & 255)] + [op[name], n & 255]\nf.__code__ = f.__code__.replace(co_code=bytes([op['RESUME'], 0] + wide('LOAD_FAST_AND_CLEAR', 5 << 20) + wide('STORE_FAST', 5 << 20) + [op['LOAD_CONST'], 1, op['RETURN_VALUE'], 0]), co_consts=(None, 1), co_stacksize=8)\nf()\nprint(1)",
  },
];
