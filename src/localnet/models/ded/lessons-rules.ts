import type { Lesson } from "./lesson.ts";

const FOLD = "sum=>sum || maximum=>max || minimum=>min || first=>(lambda a: a[0]) || last=>(lambda a: a[-1])";

/** Commands of the machine with the registers `r['P']` and `r['Q']`. */
const command = (sentence: string, body: string): Lesson => [
  `Command {command} ${sentence}`,
  `def act(r, x, v=v):\n${body
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n")}\nrun['{command}'] = act`,
];

/** Rules of reading. They set names that the reading uses afterwards. */
export const RULE_LESSONS: readonly Lesson[] = [
  command("appends {g} plus x to the list.", "v.append(r['{g}'] + x)"),
  command(
    "appends {a} times P minus Q to the list, and then sets {g} to x.",
    "v.append({a} * r['P'] - r['Q'])\nr['{g}'] = x",
  ),
  command(
    "appends {g} to the list if P + Q + x is {parity}, and adds x to {g} otherwise.",
    "if (r['P'] + r['Q'] + x) % 2 == {parity? odd=>1 || even=>0}:\n    v.append(r['{g}'])\nelse:\n    r['{g}'] += x",
  ),
  command(
    "adds x to P if P + Q is {parity}, and {a} times x to Q otherwise.",
    "if (r['P'] + r['Q']) % 2 == {parity? odd=>1 || even=>0}:\n    r['P'] += x\nelse:\n    r['Q'] += {a} * x",
  ),
  command("adds {a} times x to {g}.", "r['{g}'] += {a} * x"),
  command(
    "subtracts x from {g} if {g} is greater than x, and sets {g} to {b} otherwise.",
    "r['{g}'] = r['{g}'] - x if r['{g}'] > x else {b}",
  ),
  command("multiplies {g} by {a} and then adds x to it.", "r['{g}'] = r['{g}'] * {a} + x"),
  command("exchanges P and Q and then adds x to {g}.", "r['P'], r['Q'] = r['Q'], r['P']\nr['{g}'] += x"),
  command(
    "sets {g} to the {which} of P and Q, plus x.",
    "r['{g}'] = {which? larger=>max || smaller=>min}(r['P'], r['Q']) + x",
  ),
  command("replaces {g} by {b} times x minus {g}.", "r['{g}'] = {b} * x - r['{g}']"),

  ["A step that would leave the grid {edge}.", "edge = '{edge}'"],
  ["A step onto a wall is not made; the robot turns {turn} instead.", "wall = '{turn}'"],
  [
    "The score starts at 0; every step onto a free cell adds {w} to it if the robot has {how} stepped onto that cell before, and {u} otherwise (standing in the first cell at the start is not a step).",
    "good, how, bad = {w}, '{how}', {u}",
  ],
  [
    "After every {when} the {what} is appended to the list (rows and columns are counted from 1).",
    "when, what = '{when}', '{what}'.replace(' of the robot', '')",
  ],
  [
    "After the last command the score and then the number of different cells stepped onto, times {a}, are appended to the list.",
    "closing = {a}",
  ],

  ["An interval whose end is not later than its start {night}.", "night = '{night}'"],
  [
    "The length of every interval is rounded {way} to a multiple of {q} minutes.",
    "steps.append(lambda start, size: (size + {way? up=>1 || down=>0} * ({q} - 1)) // {q} * {q})",
  ],
  [
    "After rounding, {b} minutes are added to the length of every interval that starts {side} {h}:00.",
    "steps.append(lambda start, size: size + {b} if start {side? before=>< || at or after=>>=} {h} * 60 else size)",
  ],
  ["The value of a label is the {f} of the lengths of its intervals in minutes.", `fold = {f? ${FOLD}}`],
  ["The table has one row for every label that has intervals left, in {order}.", "order = '{order}'"],

  [
    "Append the greatest common divisor of a and b, times {k}, plus {which}.",
    "rules.append(lambda a, b: gcd(a, b) * {k} + {which})",
  ],
  [
    "Append the remainder on division by {m} of the least common multiple of a and b.",
    "rules.append(lambda a, b: a // gcd(a, b) * b % {m})",
  ],
  [
    "Append how many multiples of {k} there are from the smaller to the larger of a and b, both included.",
    "rules.append(lambda a, b: max(a, b) // {k} - (min(a, b) - 1) // {k})",
  ],
  ["Append the remainder of a to the power of b on division by {m}.", "rules.append(lambda a, b: pow(a, b, {m}))"],
  [
    "Append the {kind} divisor of {which} that is greater than 1 (1 if {which} is 1).",
    "rules.append(lambda a, b: ([d for d in divisors({which}) if len(divisors(d)) == 2] or [1])[{kind? smallest=>0 || largest prime=>-1}])",
  ],
  [
    "Append the number of positive divisors of {which}, times {k}.",
    "rules.append(lambda a, b: len(divisors({which})) * {k})",
  ],
  [
    "Append how many times the pair (a, b) has to be replaced by (b, the remainder of a on division by b) until its second number is 0, plus {k} times the first number then.",
    "def euclid(a, b):\n    n = 0\n    while b:\n        a, b, n = b, a % b, n + 1\n    return n + {k} * a\nrules.append(euclid)",
  ],
  [
    "Append the sum of the digits of a times b written in base {base}.",
    "def digit_sum(a, b):\n    n, total = a * b, 0\n    while n:\n        total += n % {base}\n        n //= {base}\n    return total\nrules.append(digit_sum)",
  ],
  [
    "Append how many steps it takes to bring {which} to 1 when an even number is halved and an odd number is tripled and then increased by 1, minus {k} (steps are counted up to {most} at most).",
    "def halving(a, b):\n    n, count = {which}, 0\n    while n != 1 and count < {most}:\n        n = n * 3 + 1 if n % 2 else n // 2\n        count += 1\n    return count - {k}\nrules.append(halving)",
  ],

  [
    "The cost of an edge is its length, plus {k} if {when}.",
    "twist = lambda u, w, d: {k} if {when? its length is odd=>d % 2 == 1 || its length is even=>d % 2 == 0 || the two vertex numbers add up to an even number=>(u + w) % 2 == 0 || one of its vertices is vertex 1=>min(u, w) == 1} else 0",
  ],
  ["Edges of a length {side} {t} are ignored.", "keep = lambda d: d {side? greater than=><= || less than=>>=} {t}"],
  [
    "For every vertex, append the {least} of a path from vertex 1 to it (0 for vertex 1 itself), or {none} if there is no path.",
    "measures.append(lambda search, use, u: search(1, lambda c: {least? least total cost=>c || least number of edges=>1}).get(u, {none}))",
  ],
  [
    "For every vertex, append the {what} of the edges that can be used from it (0 if there are none).",
    "measures.append(lambda search, use, u: {what? number=>len || total cost=>sum || largest cost=>max || smallest cost=>min}([c for _, c in use[u]] or [0]) if use[u] else 0)",
  ],
  [
    "For every vertex, append the {what} of the vertices that can be reached from it, itself included.",
    "measures.append(lambda search, use, u: {what? number=>len || largest number=>max || sum of the numbers=>sum}(search(u, lambda c: c)))",
  ],

  ["Lines that begin with {mark} are ignored, and so are empty lines.", "comment = '{mark}'"],
  [
    "An amount that ends in {unit} counts {m} times the number before it; the other amounts are plain numbers.",
    "unit, times = '{unit}', {m}",
  ],
  [
    "If a name is written with a leading {flag}, the amount is {effect}; the {flag} does not belong to the name.",
    "flag, effect = '{flag}', '{effect}'",
  ],
  ["The value of a name is the {f} of its amounts.", `fold = {f? ${FOLD}}`],
  ["The table has one row for every name, in {order}.", "order = '{order}'"],
];
