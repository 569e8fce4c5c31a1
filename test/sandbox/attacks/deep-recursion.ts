import type { Attack } from "./attack.ts";

/** Recursion in C: each way in which one built-in can end up in itself. `{n}` is how deep. */
const NESTED: readonly (readonly [name: string, program: string])[] = [
  ["hash of nested tuples", "t = ()\nfor _ in range({n}): t = (t,)\nprint(hash(t) is None)"],
  ["comparison of nested lists", "a, b = [], []\nfor _ in range({n}): a, b = [a], [b]\nprint(a == b)"],
  [
    "comparison of nested deques",
    "from collections import deque\na, b = deque(), deque()\nfor _ in range({n}): a, b = deque([a]), deque([b])\nprint(a == b)",
  ],
  ["end of nested tuples", "t = ()\nfor _ in range({n}): t = (t,)\ndel t\nprint(1)"],
  ["end of nested lists", "t = []\nfor _ in range({n}): t = [t]\ndel t\nprint(1)"],
  ["end of nested dictionaries", "t = {}\nfor _ in range({n}): t = {1: t}\ndel t\nprint(1)"],
  [
    "end of a linked list",
    "class N:\n    __slots__ = 'next',\nt = None\nfor _ in range({n}):\n    n = N(); n.next = t; t = n\ndel t, n\nprint(1)",
  ],
  [
    "end of nested closures",
    "f = None\ndef wrap(g): return lambda: g\nfor _ in range({n}): f = wrap(f)\ndel f\nprint(1)",
  ],
  [
    "end of nested generators",
    "g = iter(())\ndef wrap(h): yield from h\nfor _ in range({n}): g = wrap(g)\ndel g\nprint(1)",
  ],
  ["chain of chains", "from itertools import chain\ni = iter([1])\nfor _ in range({n}): i = chain(i)\nprint(next(i))"],
  ["map of maps", "i = iter([1])\nfor _ in range({n}): i = map(int, i)\nprint(next(i))"],
  ["filter of filters", "i = iter([1])\nfor _ in range({n}): i = filter(None, i)\nprint(next(i))"],
  ["zip of zips", "i = iter([1])\nfor _ in range({n}): i = zip(i)\nprint(next(i) is None)"],
  ["enumerate of enumerates", "i = iter([1])\nfor _ in range({n}): i = enumerate(i)\nprint(next(i) is None)"],
  [
    "islice of islices",
    "from itertools import islice\ni = iter([1])\nfor _ in range({n}): i = islice(i, 2)\nprint(next(i))",
  ],
  [
    "accumulate of accumulates",
    "from itertools import accumulate\ni = iter([1])\nfor _ in range({n}): i = accumulate(i)\nprint(next(i))",
  ],
  [
    "partial of partials",
    "from functools import partial\nf = int\nfor _ in range({n}):\n    g = partial(int); g.__setstate__((f, (), {}, {})); f = g\nprint(f())",
  ],
  [
    "bound methods of bound methods",
    "import types\nf = len\nfor _ in range({n}): f = types.MethodType(f, 1)\nprint(f())",
  ],
  [
    "weak proxies",
    "import weakref\nclass A: x = 1\na = A()\nkept = [a]\nfor _ in range({n}):\n    a = weakref.proxy(kept[-1]) if len(kept) == 1 else a\nprint(a.x)",
  ],
  ["JSON text", "import json\njson.loads('[' * {n})"],
  ["JSON of nested lists", "import json\nt = []\nfor _ in range({n}): t = [t]\njson.dumps(t)"],
  ["marshal of nested tuples", "import marshal\nt = ()\nfor _ in range({n}): t = (t,)\nmarshal.dumps(t)"],
  ["pickle of nested lists", "import pickle\nt = []\nfor _ in range({n}): t = [t]\npickle.dumps(t)"],
  ["repr of nested tuples", "t = ()\nfor _ in range({n}): t = (t,)\nrepr(t)"],
  ["source of nested brackets", "eval('(' * {n})"],
  ["source of many signs", "eval('-' * {n} + '1')"],
  ["source of many calls", "compile('f' + '()' * {n}, 'f', 'eval')"],
  ["source of many attributes", "compile('f' + '.a' * {n}, 'f', 'eval')"],
  ["source of many sums", "compile('1' + '+a' * {n}, 'f', 'eval')"],
  [
    "source of nested blocks",
    "compile('\\n'.join(' ' * i + 'if 1:' for i in range(99)) + '\\n' + ' ' * 99 + 'pass', 'f', 'exec')",
  ],
  [
    "syntax trees",
    "import ast\nt = ast.Name('x', ast.Load())\nfor _ in range({n}): t = ast.UnaryOp(ast.USub(), t)\ncompile(ast.fix_missing_locations(ast.Expression(t)), 'f', 'eval')",
  ],
  ["pattern of nested groups", "import re\nre.compile('(' * ({n} % 5000) + ')' * ({n} % 5000))"],
  ["isinstance of nested tuples", "t = (int,)\nfor _ in range({n}): t = (t,)\nprint(isinstance('', t))"],
  ["str.format of nested fields", "('{' * 200 + '}' * 200).format(1)"],
  [
    "typing of nested unions",
    "import typing\nt = int\nfor _ in range({n} % 2000): t = typing.List[t]\nprint(hash(t) is None)",
  ],
];

/** Recursion through Python code that C code calls. */
const THROUGH_PYTHON: readonly Attack[] = (
  [
    ["addition", "def __add__(s, o): return s + o", "A() + A()"],
    ["attribute", "def __getattr__(s, n): return getattr(s, n)", "A().x"],
    ["item", "def __getitem__(s, i): return s[i]", "A()[0]"],
    ["call", "def __call__(s): return s()", "A()()"],
    ["text", "def __str__(s): return str(s)", "str(A())"],
    ["repr", "def __repr__(s): return repr(s)", "repr(A())"],
    ["equality", "def __eq__(s, o): return s == o", "A() == A()"],
    ["hash", "def __hash__(s): return hash(s)", "hash(A())"],
    ["length", "def __len__(s): return len(s)", "len(A())"],
    ["truth", "def __bool__(s): return bool(s)", "bool(A())"],
    ["iteration", "def __iter__(s): return iter(s)", "iter(A())"],
    ["sort key", "def key(s, x): return sorted([1], key=s.key)", "A().key(1)"],
    ["making", "def __init__(s): type(s)()", "A()"],
    ["format", "def __format__(s, f): return format(s)", "format(A())"],
    ["integer", "def __index__(s): return range(s)[0]", "A().__index__()"],
    ["deletion", "def __delattr__(s, n): delattr(s, n)", "del A().x"],
    ["membership", "def __contains__(s, x): return x in s", "1 in A()"],
    ["instance check", "def __instancecheck__(s, x): return isinstance(x, s)", "isinstance(1, A())"],
  ] as const
).map(([name, method, expression]): Attack => [
  `recursion by ${name}`,
  `import sys\nsys.setrecursionlimit(10**9)\nclass A:\n    ${method}\n${expression}`,
]);

export const DEEP_RECURSION: readonly Attack[] = [
  ...NESTED.map(([name, program]): Attack => [`deep ${name}`, program.replaceAll("{n}", "400_000")]),
  ...THROUGH_PYTHON,
];
