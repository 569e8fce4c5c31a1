import type { Lesson } from "./lesson.ts";

/** Steps on words and tables; both are `v`, the rows of a table being pairs. */
export const WORD_LESSONS: readonly Lesson[] = [
  ["Remove every word with {side} than {n} letters.", "v = [w for w in v if len(w) {side? fewer=>>= || more=><=} {n}]"],
  [
    "Replace every letter by the one {k} places {way} in the alphabet, where a comes after z again.",
    "v = [''.join(chr((ord(c) - 97 {way? later=>+ || earlier=>-} {k}) % 26 + 97) for c in w) for w in v]",
  ],
  [
    "Write every word backwards whose number of letters is {parity}.",
    "v = [w[::-1] if len(w) % 2 == {parity? odd=>1 || even=>0} else w for w in v]",
  ],
  [
    "In every word, move the {end} letter to the other end, {k} times in a row.",
    "for _ in range({k}):\n    v = [{end? first=>w[1:] + w[0] || last=>w[-1] + w[:-1]} for w in v]",
  ],
  [
    "Of words that are equal keep only the {which} one.",
    "v = [w for i, w in enumerate(v) if w not in {which? first=>v[:i] || last=>v[i + 1:]}]",
  ],
  [
    "Sort the words by length, {first} first; words of equal length come in {order} order.",
    "v = sorted(sorted(v, reverse={order? alphabetical=>False || reverse alphabetical=>True}), key=lambda w: {first? shortest=>1 || longest=>-1} * len(w))",
  ],
  [
    "Delete every {a} and every {b} from the words, then remove the words that have become empty.",
    "v = [w for w in (w.replace('{a}', '').replace('{b}', '') for w in v) if w]",
  ],
  [
    "Write every {class} (the vowels are a, e, i, o and u) {k} times in a row instead of once.",
    "v = [''.join(c * {k} if (c in 'aeiou') == {class? vowel=>True || consonant=>False} else c for c in w) for w in v]",
  ],
  [
    "Remove the words whose position is a multiple of {k} (positions are counted from 1).",
    "v = [w for i, w in enumerate(v, 1) if i % {k}]",
  ],
  [
    "Move the words that contain the letter {a} to the {end}; within both groups the words keep their order.",
    "having = [w for w in v if '{a}' in w]\nlacking = [w for w in v if '{a}' not in w]\nv = {end? front=>having + lacking || back=>lacking + having}",
  ],
  [
    "In every word at {parity} positions (positions are counted from 1) exchange the first and the last letter.",
    "v = [w[-1] + w[1:-1] + w[0] if len(w) > 1 and i % 2 == {parity? odd=>1 || even=>0} else w for i, w in enumerate(v, 1)]",
  ],
  [
    "Join the first word with the second, the third with the fourth and so on, the {order} of the two in front; a last word without a partner stays as it is.",
    "w = []\nfor i in range(0, len(v), 2):\n    pair = v[i:i + 2]\n    w.append(''.join({order? earlier=>pair || later=>reversed(pair)}))\nv = w",
  ],
  [
    "Replace the {which} {a} of every word by {b} (words without {a} stay).",
    "w = []\nfor word in v:\n    i = word.{which? first=>find || last=>rfind}('{a}')\n    w.append(word if i < 0 else word[:i] + '{b}' + word[i + 1:])\nv = w",
  ],
  [
    "Turn the words into a list of integers, one for each word in order: {a} times its number of letters plus {b} times its number of {what}.",
    "v = [{a} * len(w) + {b} * {what? vowels (a, e, i, o, u)=>len([c for c in w if c in 'aeiou']) || different letters=>len(set(w))} for w in v]",
  ],
  [
    "Turn the words into a list of integers, one for each word in order: the {which} of the values of its letters, where a is {a}, b is {a} plus 1, and so on.",
    "v = [{which? sum=>sum || largest=>max || smallest=>min}([ord(c) - ord('a') + ({a}) for c in w]) for w in v]",
  ],
  [
    "Sort the rows by value, {first} first; rows of equal value come in {order} order of their labels.",
    "v = sorted(sorted(v, reverse={order? alphabetical=>False || reverse alphabetical=>True}, key=lambda r: r[0]), key=lambda r: {first? smallest=>1 || largest=>-1} * r[1])",
  ],
  [
    "Replace every value greater than {c} by {c} plus {part} of what it exceeds {c} by (rounded down).",
    "v = [(k, {c} + (x - {c}) // {part? half=>2 || a third=>3 || a tenth=>10} if x > {c} else x) for k, x in v]",
  ],
  [
    "Add {b} to the value of every row whose label {test}.",
    "v = [(k, x + ({b}) if {test? begins with a vowel=>k[0] in 'aeiou' || has more than three letters=>len(k) > 3 || contains the letter e=>'e' in k} else x) for k, x in v]",
  ],
  [
    "Replace every value by the sum of the values from its row {way} row, its own included.",
    "v = [(v[i][0], sum(r[1] for r in {way? up to the first=>v[:i + 1] || down to the last=>v[i:]})) for i in range(len(v))]",
  ],
  [
    "Round every value {way} to a multiple of {q}.",
    "v = [(k, (x + {way? up=>1 || down=>0} * ({q} - 1)) // {q} * {q}) for k, x in v]",
  ],
  [
    "Remove the rows whose value, divided by {m}, has the remainder {r} (in the range from 0 to {m} minus 1).",
    "v = [(k, x) for k, x in v if x % {m} != {r}]",
  ],
  [
    "Replace every value by how far it is from the {which} value in the table, times {a}.",
    "v = [(k, {a} * abs(x - {which? largest=>max || smallest=>min}(r[1] for r in v))) for k, x in v]",
  ],
  [
    "Sort the rows by the {end} letter of their labels, {order}; rows with the same letter keep their order.",
    "v = sorted(v, key=lambda r: {order? from a to z=>1 || from z to a=>-1} * ord(r[0][{end? first=>0 || last=>-1}]))",
  ],
  [
    "Move the value of every row to the row {way}, and that of the {end} row to the other end of the table.",
    "v = [(v[i][0], v[i - 1][1] if '{way}' == 'below' else v[(i + 1) % len(v)][1]) for i in range(len(v))]",
  ],
  [
    "Turn the table into a list of integers: for every row from {way}, its value plus {a} times the number of letters of its label.",
    "v = [x + {a} * len(k) for k, x in v]{way? top to bottom=> || bottom to top=>[::-1]}",
  ],
];
