import type { RunOptions } from "../../src/sandbox/index.ts";

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
  { program: "while True:\n    pass", limits: { fuelTicks: 1_500_000 } },
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
