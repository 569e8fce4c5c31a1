import type { Lesson } from "./lesson.ts";

/** Steps on lists of integers; the list is `v`. */
export const NUMBER_LESSONS: readonly Lesson[] = [
  ["Multiply every element by {a}, then add {b} to it.", "v = [{a} * x + ({b}) for x in v]"],
  [
    "Replace every element greater than {high} by {high}, and every element less than {low} by {low}.",
    "v = [max({low}, min({high}, x)) for x in v]",
  ],
  [
    "Replace every element by its remainder on division by {m}, taken in the range from 0 to {m} minus 1.",
    "v = [x % {m} for x in v]",
  ],
  [
    "Replace every element by {a} times the sum of its decimal digits, keeping the sign of the element.",
    "v = [(1 if x > 0 else -1) * {a} * sum(int(c) for c in str(abs(x))) for x in v]",
  ],
  [
    "Replace every {parity} element x by {a} * x + {b}; halve every other element, rounding down.",
    "v = [{a} * x + {b} if x % 2 == {parity? odd=>1 || even=>0} else x // 2 for x in v]",
  ],
  [
    "Negate the elements at {parity} positions (positions are counted from 1).",
    "v = [-x if i % 2 == {parity? odd=>1 || even=>0} else x for i, x in enumerate(v, 1)]",
  ],
  [
    "Add {a} times its position to every element (positions are counted from 1, from the {end}).",
    "v = [x + ({a}) * {end? left=>(i + 1) || right=>(len(v) - i)} for i, x in enumerate(v)]",
  ],
  [
    "Add {b} to every element that is {order} than the element just before it, comparing the elements as they were before this step (the first element stays).",
    "v = [x + ({b}) if i and x {order? greater=>> || less=><} v[i - 1] else x for i, x in enumerate(v)]",
  ],
  [
    "Replace every element x {side} {c} by {twice} - x.",
    "v = [{twice} - x if x {side? greater than=>> || less than=><} {c} else x for x in v]",
  ],
  [
    "Replace every element by the {f} of the elements from the first one up to and including it.",
    "v = [{f? sum=>sum || maximum=>max || minimum=>min}(v[:i + 1]) for i in range(len(v))]",
  ],
  [
    "Split the list from the left into blocks of {k} elements (the last block may be shorter) and replace each block by its {f}.",
    "v = [{f? sum=>sum || maximum=>max || minimum=>min}(v[i:i + {k}]) for i in range(0, len(v), {k})]",
  ],
  [
    "Replace the list by the {f} of every {k} consecutive elements, from left to right (by an empty list if there are fewer than {k}).",
    "v = [{f? sum=>sum || maximum=>max || minimum=>min}(v[i:i + {k}]) for i in range(len(v) - {k} + 1)]",
  ],
  [
    "Replace the list by the differences of neighbours, each element {order} (an empty list and a list of one element become empty).",
    "v = [{order? minus the one before it=>1 || minus the one after it=>-1} * (v[i + 1] - v[i]) for i in range(len(v) - 1)]",
  ],
  [
    "Put the {f} of all elements at the {end} of the list (an empty list stays empty).",
    "extra = sum(v) if '{f}' == 'sum' else max(v, default=0) if '{f}' == 'maximum' else min(v, default=0)\nv = ({end? front=>[extra] + v || back=>v + [extra]}) if v else []",
  ],
  [
    "Go through the list from left to right with a carry that starts at {c}: add the carry to each element, and let the carry become the new element's remainder on division by {m} (in the range from 0 to {m} minus 1).",
    "carry = {c}\nfor i in range(len(v)):\n    v[i] += carry\n    carry = v[i] % {m}",
  ],
  [
    "Subtract the {f} of all elements from every element.",
    "extreme = {f? maximum=>max || minimum=>min}(v) if v else 0\nv = [x - extreme for x in v]",
  ],
  [
    "{action} the elements whose remainder on division by {m} is {r} (remainders are taken in the range from 0 to {m} minus 1).",
    "v = [x for x in v if x % {m} {action? Keep only=>== || Remove=>!=} {r}]",
  ],
  [
    "Whenever two or more neighbouring elements are equal, put a single {what} in the place of the run.",
    "w = []\nfor x in v:\n    if w and w[-1][0] == x:\n        w[-1].append(x)\n    else:\n        w.append([x])\nv = [{what? one of them=>run[0] || element that is their sum=>sum(run)} for run in w]",
  ],
  [
    "Move the {end} element to the other end of the list, {k} times in a row (an empty list stays empty).",
    "for _ in range({k} if v else 0):\n    v = {end? first=>v[1:] + v[:1] || last=>v[-1:] + v[:-1]}",
  ],
  [
    "Sort the list by the distance of the elements from {c}, {first} first; of elements at the same distance the {tie} comes first.",
    "v = sorted(v, key=lambda x: ({first? nearest=>1 || farthest=>-1} * abs(x - ({c})), {tie? smaller=>x || larger=>-x}))",
  ],
  [
    "Remove the elements whose position is a multiple of {k} (positions are counted from 1).",
    "v = [x for i, x in enumerate(v, 1) if i % {k}]",
  ],
  [
    "Split the list from the left into blocks of {k} elements (the last block may be shorter) and reverse the order within each block.",
    "v = [x for i in range(0, len(v), {k}) for x in v[i:i + {k}][::-1]]",
  ],
  [
    "Cut the list into two halves (if the number of elements is odd, the first half has one more) and build a new list by taking elements alternately from both halves, beginning with the {start} half; once a half is used up, the rest of the other follows.",
    "middle = len(v) - len(v) // 2\nhalves = [v[:middle], v[middle:]]\nturn = {start? first=>0 || second=>1}\nv = []\nwhile halves[0] or halves[1]:\n    if halves[turn]:\n        v.append(halves[turn].pop(0))\n    turn = 1 - turn",
  ],
  [
    "Of elements that are equal keep only the {which} one.",
    "v = [x for i, x in enumerate(v) if x not in {which? first=>v[:i] || last=>v[i + 1:]}]",
  ],
  [
    "Move all elements {side} {c} to the {end} of the list; within both groups the elements keep their order.",
    "move = [x for x in v if x {side? greater than=>> || less than=><} {c}]\nstay = [x for x in v if not x {side? greater than=>> || less than=><} {c}]\nv = {end? front=>move + stay || back=>stay + move}",
  ],
  [
    "Replace the element at every position i by the largest sum that elements chosen from positions 1 to i can have, where the positions of any two chosen elements differ by at least {g} (choosing none has the sum 0).",
    "d = [0]\nfor i, x in enumerate(v, 1):\n    d.append(max(d[-1], x + d[max(0, i - {g})]))\nv = d[1:]",
  ],
  [
    "Replace the element at every position i by d(i), where d(0) = 1, d(i) = 0 for negative i and for every position whose element is divisible by {q}, and otherwise d(i) = d(i - 1) + d(i - {s}) + {a}, reduced to its remainder on division by {m}.",
    "d = [1]\nfor i, x in enumerate(v, 1):\n    far = d[i - {s}] if i >= {s} else 0\n    d.append(0 if x % {q} == 0 else (d[i - 1] + far + {a}) % {m})\nv = d[1:]",
  ],
  [
    "Replace every element by the length of the longest subsequence that ends with it and in which each element is {order} than the one before it by at least {k} (an element alone has the length 1).",
    "d = []\nfor i, x in enumerate(v):\n    d.append(1 + max([d[j] for j in range(i) if {order? greater=>x - v[j] || less=>v[j] - x} >= {k}], default=0))\nv = d",
  ],
  [
    "Replace the element at every position i by the {best} total of a path that starts at position 1, ends at position i and moves right by 1 or {k} positions at a time, where the total is the sum of the elements on the path plus {t} for every move by {k}.",
    "d = []\nfor i, x in enumerate(v):\n    ways = [d[i - 1]] if i else [0]\n    if i >= {k}:\n        ways.append(d[i - {k}] + ({t}))\n    d.append(x + {best? smallest=>min || largest=>max}(ways))\nv = d",
  ],
  [
    "Replace every element by the {best} sum of one or more consecutive elements that end with it, at most {k} of them.",
    "d = []\nfor i in range(len(v)):\n    sums = [sum(v[i - n + 1:i + 1]) for n in range(1, min({k}, i + 1) + 1)]\n    d.append({best? smallest=>min || largest=>max}(sums))\nv = d",
  ],
];
