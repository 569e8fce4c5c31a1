import type { Lesson } from "./lesson.ts";

/** How an input is read: what comes before its rules, and what follows them. */
export interface ReadingLesson {
  readonly sentence: string;
  readonly before: string;
  readonly after: string;
}

const NUMBERS: readonly ReadingLesson[] = [
  {
    sentence:
      "The input is one line of integers separated by {separator}; the line may be empty. Call these integers, in the order given, the list.",
    before: "",
    after: "v = [int(x) for x in lines[0].replace(',', ' ').replace(';', ' ').split()]",
  },
  {
    sentence:
      "The first line of the input is a number n; each of the next n lines holds one integer. Call these integers, {order}, the list.",
    before: "",
    after:
      "v = [int(x) for x in lines[1:1 + int(lines[0])]]{order? in the order given=> || the last one first=>[::-1]}",
  },
  {
    sentence:
      "The first line of the input holds two integers s and t separated by a single space, the second line integers separated by single spaces (it may be empty). Call the list: the integers of the second line that are {low} s and {high} t, in the order given.",
    before: "s, t = [int(x) for x in lines[0].split()]",
    after:
      "v = [x for x in [int(y) for y in lines[1].split()] if x {low? at least=>>= || greater than=>>} s and x {high? at most=><= || less than=><} t]",
  },
  {
    sentence:
      "The first line of the input holds two integers R and C separated by a single space; each of the next R lines holds C integers separated by single spaces (if R is 0, so is C). Call these numbers, {layout}, the matrix.",
    before: "rows = int(lines[0].split()[0])",
    after:
      "v = [[int(x) for x in lines[i + 1].split()] for i in range(rows)]\nif 'columns' in '{layout}':\n    v = [list(c) for c in zip(*v)]",
  },
];

const WORDS: readonly ReadingLesson[] = [
  {
    sentence:
      "The input is one line of words of lower-case letters, separated by {separator}; the line may be empty. Call them, in the order given, the words.",
    before: "",
    after: "v = lines[0].replace(',', ' ').replace('-', ' ').split()",
  },
  {
    sentence:
      "The first line of the input is a number n; each of the next n lines holds one word of letters, upper and lower case. Write all letters in lower case and call them, {order}, the words.",
    before: "",
    after:
      "v = [w.lower() for w in lines[1:1 + int(lines[0])]]{order? in the order given=> || the last one first=>[::-1]}",
  },
];

const MACHINE: ReadingLesson = {
  sentence:
    "There are two registers P and Q, which start at {p} and {q}, and a list, which starts empty. The first line of the input is the number n of commands; each of the next n lines is a command letter and an integer x, separated by a single space. Carry the commands out in order. After every command P is replaced by its remainder on division by {m}, and Q by its remainder on division by {n} (remainders are never negative). After the last command {end} appended to the list.",
  before: "v = []\nrun = dict()",
  after: `r = dict(P={p}, Q={q})
for line in lines[1:1 + int(lines[0])]:
    letter, x = line.split()
    run[letter](r, int(x))
    r['P'] %= {m}
    r['Q'] %= {n}
v += {end? P and then Q are=>[r['P'], r['Q']] || Q and then P are=>[r['Q'], r['P']] || P plus Q is=>[r['P'] + r['Q']]}`,
};

const ROBOT: ReadingLesson = {
  sentence:
    "The first line of the input holds two integers R and C; each of the next R lines has C characters, . for a free cell and # for a wall; the line after them is a string of commands, which may be empty. A robot starts in the top left cell, which is free, facing {facing}, with an empty list. It carries out the commands from left to right: L turns it left by 90 degrees, R turns it right by 90 degrees, F moves it {k} single steps forward, each by the rules below (a turn made in between changes the direction of the steps that are left).",
  before: "closing = None",
  after: `R, C = [int(x) for x in lines[0].split()]
grid = lines[1:R + 1]
turns = dict(left=3, right=1, around=2)
d = ['up', 'right', 'down', 'left'].index('{facing}')
y = x = points = 0
been = set()
v = []
for letter in lines[R + 1].strip():
    if letter != 'F':
        d = (d + turns[dict(L='left', R='right')[letter]]) % 4
    for _ in range({k} if letter == 'F' else 0):
        ny, nx = y + (-1, 0, 1, 0)[d], x + (0, 1, 0, -1)[d]
        if not (0 <= ny < R and 0 <= nx < C):
            if edge.startswith('is not made'):
                d = (d + (2 if 'turns around' in edge else 0)) % 4
                continue
            ny, nx = ny % R, nx % C
        if grid[ny][nx] == '#':
            d = (d + turns[wall]) % 4
            continue
        y, x = ny, nx
        points += good if ((y, x) in been) == (how == 'already') else bad
        been.add((y, x))
    if when == 'command' or (when == 'F') == (letter == 'F'):
        v.append(points if what == 'score' else y + 1 + 2 * (x + 1) if 'plus' in what else y + 1 if 'row' in what else x + 1)
if closing is not None:
    v += [points, closing * len(been)]`,
};

const INTERVALS: ReadingLesson = {
  sentence:
    "The first line of the input is the number n of intervals; each of the next n lines is a start time, an end time (both HH:MM, from 00:00 to 23:59) and a label of lower-case letters, separated by single spaces. The length of an interval is the number of minutes from its start to its end. A table of labels and values is made by these rules:",
  before: "steps = []",
  after: `sizes = dict()
for line in lines[1:1 + int(lines[0])]:
    start, end, label = line.split()
    start = int(start[:2]) * 60 + int(start[3:])
    size = int(end[:2]) * 60 + int(end[3:]) - start
    if size <= 0:
        if night.startswith('is left out'):
            continue
        size = size + 1440 if night.startswith('runs') else 0
    for change in steps:
        size = change(start, size)
    sizes[label] = sizes.get(label, []) + [size]
v = [(k, fold(s)) for k, s in sizes.items()]
if 'alphabetical' in order:
    v = sorted(v, key=lambda r: r[0], reverse='reverse' in order)`,
};

const PAIRS: ReadingLesson = {
  sentence:
    "The first line of the input is the number n of pairs; each of the next n lines holds two positive integers a and b separated by a single space. Start with an empty list and go through the pairs {order}. For every pair do the following in order:",
  before: `from math import gcd
def divisors(n):
    small = [d for d in range(1, int(n ** 0.5) + 1) if n % d == 0]
    return sorted(set(small + [n // d for d in small]))
rules = []`,
  after: `v = []
for line in lines[1:1 + int(lines[0])]{order? in the order given=> || from the last to the first=>[::-1]}:
    a, b = [int(x) for x in line.split()]
    v += [rule(a, b) for rule in rules]`,
};

const GRAPH: ReadingLesson = {
  sentence:
    "The first line of the input holds two integers N and M. There are N vertices, numbered from 1 to N, and M edges; each of the next M lines is an edge: two different vertices u and w and a length, separated by single spaces. An edge can be used {direction}. Start with an empty list, apply these rules in order, and each time go through the vertices from 1 to N:",
  before: "import heapq\ntwist = lambda u, w, d: 0\nkeep = lambda d: True\nmeasures = []",
  after: `N, M = [int(x) for x in lines[0].split()]
use = [[] for _ in range(N + 1)]
for line in lines[1:1 + M]:
    u, w, d = [int(x) for x in line.split()]
    if not keep(d):
        continue
    cost = d + twist(u, w, d)
    if not '{direction}'.startswith('from the smaller') or u < w:
        use[u].append((w, cost))
    if '{direction}' == 'in both directions' or '{direction}'.startswith('from the smaller') and w < u:
        use[w].append((u, cost))
def search(start, weight):
    best = dict()
    heap = [(0, start)]
    while heap:
        far, u = heapq.heappop(heap)
        if u in best:
            continue
        best[u] = far
        for w, cost in use[u]:
            heapq.heappush(heap, (far + weight(cost), w))
    return best
v = []
for measure in measures:
    v += [measure(search, use, u) for u in range(1, N + 1)]`,
};

const ENTRIES: ReadingLesson = {
  sentence:
    "The input is any number of lines (possibly none), each of them a name of letters, {mark} and an amount, with any number of spaces on both sides of the mark. Names in upper and lower case are the same name and are written in lower case. A table of names (the labels) and values is made by these rules:",
  before: "comment, unit, times, flag, effect = chr(0), chr(0), 1, chr(0), ''",
  after: `amounts, final = dict(), dict()
for number, line in enumerate(lines):
    if line.strip() == '' or line.startswith(comment):
        continue
    name, amount = [part.strip().lower() for part in line.split({mark? a colon=>':' || an equals sign=>'=' || a tilde=>'~'})]
    amount = int(amount[:-1]) * times if amount.endswith(unit) else int(amount)
    if name.startswith(flag):
        name = name[1:]
        amount = -amount if 'subtracted' in effect else amount * 2 if effect == 'doubled' else 0
    amounts.setdefault(name, []).append(amount)
    final[name] = number
v = [(k, fold(a)) for k, a in amounts.items()]
if 'alphabetical' in order:
    v.sort(key=lambda r: r[0])
if 'last' in order:
    v.sort(key=lambda r: final[r[0]])`,
};

/** All ways to read an input that models know. */
export const READING_LESSONS: readonly ReadingLesson[] = [
  ...NUMBERS,
  ...WORDS,
  MACHINE,
  ROBOT,
  INTERVALS,
  PAIRS,
  GRAPH,
  ENTRIES,
];

/** The lessons of a part of {@link READING_LESSONS} as pairs. */
export function readingLessons(part: "before" | "after"): Lesson[] {
  return READING_LESSONS.map((lesson) => [lesson.sentence, lesson[part]] as const);
}
