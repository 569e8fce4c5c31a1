/**
 * A program that carries out any task: the task is written into it as data, in place of `TASK`. It works column by
 * column, and limits of stretches one by one, so that its work grows with the number of items and not with its square.
 */
export const PYTHON_SOLVER = `from bisect import bisect_left, bisect_right
from collections import deque
from itertools import accumulate

TASK = {}

def solve(text):
    data = list(map(int, text.split()))
    n, width = data[0], len(TASK["fields"])
    start = 1 + len(TASK["parameters"])
    param = dict(zip(TASK["parameters"], data[1:start]))
    col = {f: data[start + k::width] for k, f in enumerate(TASK["fields"])}
    for name, how in TASK["quantities"]:
        col[name] = quantity(how, col, n)
    marks = {name: truth(when, col, n) for name, when in TASK["marks"]}
    keep = TASK["keep"]
    kept = [i for i in range(n) if keep is None or marks[keep["mark"]][i] == keep["marked"]]
    few = {name: [c[i] for i in kept] for name, c in col.items()}
    for name, c in marks.items():
        few["is " + name] = [int(c[i]) for i in kept]
    found = GOALS[TASK["goal"]["goal"]](TASK["goal"], few, kept, param)
    return TASK["none"] if found is None else " ".join(map(str, found))

def term(t, col, n):
    op = t["op"]
    if op == "own": return col[t["of"]]
    if op == "before": return [t["first"]] + col[t["of"]][:-1]
    if op == "place": return range(1, n + 1)
    if op == "number": return [t["value"]] * n
    pairs = zip(term(t["left"], col, n), term(t["right"], col, n))
    if op == "plus": return [a + b for a, b in pairs]
    if op == "minus": return [a - b for a, b in pairs]
    if op == "gap": return [a - b if a > b else b - a for a, b in pairs]
    if op == "larger": return [a if a > b else b for a, b in pairs]
    if op == "smaller": return [a if a < b else b for a, b in pairs]
    if op == "times": return [a * b for a, b in pairs]
    if op == "remainder": return [a % b for a, b in pairs]
    return [a // b for a, b in pairs]

def truth(c, col, n):
    test = c["test"]
    if test in ("both", "either"):
        pairs = zip(truth(c["first"], col, n), truth(c["second"], col, n))
        return [a and b for a, b in pairs] if test == "both" else [a or b for a, b in pairs]
    if test in ("multiple", "notMultiple"):
        wanted, m = test == "multiple", c["divisor"]
        return [(a % m == 0) == wanted for a in term(c["of"], col, n)]
    pairs = zip(term(c["left"], col, n), term(c["right"], col, n))
    if test == "greater": return [a > b for a, b in pairs]
    if test == "atLeast": return [a >= b for a, b in pairs]
    if test == "less": return [a < b for a, b in pairs]
    if test == "atMost": return [a <= b for a, b in pairs]
    if test == "equal": return [a == b for a, b in pairs]
    return [a != b for a, b in pairs]

def quantity(q, col, n):
    how = q["how"]
    if how == "value": return list(term(q["of"], col, n))
    if how == "choice":
        both = zip(truth(q["when"], col, n), term(q["then"], col, n), term(q["otherwise"], col, n))
        return [a if c else b for c, a, b in both]
    if how == "total": return list(accumulate(term(q["of"], col, n)))
    if how == "peak": return list(accumulate(term(q["of"], col, n), max))
    v, out, seen = col[q["of"]], [], {}
    if how == "twins":
        for x in v:
            seen[x] = seen.get(x, 0) + 1
            out.append(seen[x] - 1)
    elif how == "since":
        for i, x in enumerate(v):
            out.append(i - seen[x] if x in seen else 0)
            seen[x] = i
    else:
        out, stack = [0] * n, []
        for i, x in enumerate(v):
            while stack and v[stack[-1]] < x:
                j = stack.pop()
                out[j] = i - j
            stack.append(i)
    return out

def tally(g, few, kept, param):
    if g["measure"] == "count": return [len(kept)]
    v = few[g["of"]]
    if g["measure"] == "total": return [sum(v)]
    if g["measure"] == "different": return [len(set(v))]
    if not v: return None
    return [max(v) if g["measure"] == "largest" else min(v)]

def first_fitting(v, kind, most):
    """For each right end how far left a stretch may begin (most), or how many left ends are far enough (not most)."""
    out, a = [], 0
    name, bound = kind
    if name == "total":
        s = 0
        for x in v:
            s += x
            while s > bound if most else s >= bound:
                s -= v[a]; a += 1
            out.append(a)
    elif name == "spread":
        up, down = deque(), deque()
        for r, x in enumerate(v):
            while up and v[up[-1]] <= x: up.pop()
            while down and v[down[-1]] >= x: down.pop()
            up.append(r); down.append(r)
            while up and (v[up[0]] - v[down[0]] > bound if most else v[up[0]] - v[down[0]] >= bound):
                if up[0] == a: up.popleft()
                if down[0] == a: down.popleft()
                a += 1
            out.append(a)
    elif name == "different":
        c = {}
        for x in v:
            c[x] = c.get(x, 0) + 1
            while len(c) > bound if most else len(c) >= bound:
                y = v[a]; a += 1
                c[y] -= 1
                if c[y] == 0: del c[y]
            out.append(a)
    else:
        c = {}
        for x in v:
            c[x] = c.get(x, 0) + 1
            while c[x] > bound:
                c[v[a]] -= 1; a += 1
            out.append(a)
    return out

def stretch(g, few, kept, param):
    m = len(kept)
    low, high, before, wanted = [0] * m, list(range(1, m + 1)), None, None
    for l in g["limits"]:
        kind = l["limit"]
        if kind == "balance":
            before = list(accumulate((a - b for a, b in zip(few["is " + l["first"]], few["is " + l["second"]])), initial=0))
            wanted = before[1:]
        elif kind == "totalEquals":
            before = list(accumulate(few[l["of"]], initial=0))
            wanted = [x - param[l["parameter"]] for x in before[1:]]
        elif kind == "totalRemainder":
            sums = list(accumulate(few[l["of"]], initial=0))
            before = [x % l["divisor"] for x in sums]
            wanted = [(x - l["rest"]) % l["divisor"] for x in sums[1:]]
        else:
            v = few["is " + l["mark"]] if "mark" in l else few[l["of"]]
            most = kind.endswith("AtMost")
            name = kind.replace("AtMost", "").replace("AtLeast", "").replace("marks", "total")
            ends = first_fitting(v, (name, param[l["parameter"]]), most)
            if most: low = list(map(max, low, ends))
            else: high = list(map(min, high, ends))
    aim, last = g["aim"], g["tie"] == "last" if "tie" in g else False
    count, best, spots, added = 0, None, {}, 0
    for r in range(m):
        a, b = low[r], high[r]
        if before is None:
            if a >= b: continue
            count += b - a
            s = a if aim == "longest" else b - 1
        else:
            while added < b:
                spots.setdefault(before[added], deque()).append(added)
                added += 1
            q = spots.get(wanted[r])
            while q and q[0] < a: q.popleft()
            if not q: continue
            count += len(q)
            s = q[0] if aim == "longest" else q[-1]
        k = r - s + 1
        if best is None or (k > best[0] if aim == "longest" else k < best[0]) or (k == best[0] and last):
            best = [k, kept[s] + 1]
    return [count] if aim == "count" else best

def pair(g, few, kept, param):
    a, b = few[g["earlier"]], few[g["later"]]
    if g["link"] == "sum": b = [param[g["sum"]] - x for x in b]
    if g["link"] == "remainder": a, b = [x % g["divisor"] for x in a], [x % g["divisor"] for x in b]
    d, gain = g["apart"], g["gain"]
    far = param[d["parameter"]] if d and d["side"] == "atLeast" else 1
    near = param[d["parameter"]] if d and d["side"] == "atMost" else None
    count, best, here, top, come, go = 0, None, {}, {}, 0, 0
    for j, place in enumerate(kept):
        while kept[come] <= place - far:
            x = a[come]
            here[x] = here.get(x, 0) + 1
            if gain: top[x] = max(top.get(x, few[gain["earlier"]][come]), few[gain["earlier"]][come])
            come += 1
        if near is not None:
            while kept[go] < place - near:
                here[a[go]] -= 1
                go += 1
        count += here.get(b[j], 0)
        if gain and b[j] in top:
            both = top[b[j]] + few[gain["later"]][j]
            best = both if best is None or both > best else best
    if g["aim"] == "count": return [count]
    return None if best is None else [best]

def group(g, few, kept, param):
    members = {}
    for j, x in enumerate(few[g["by"]]): members.setdefault(x, []).append(j)
    best = None
    for x in sorted(members):
        js = members[x]
        if len(js) < param[g["size"]]: continue
        if g["score"] == "size": s = len(js)
        elif g["score"] == "span": s = kept[js[-1]] - kept[js[0]]
        else:
            v = [few[g["of"]][j] for j in js]
            s = sum(v) if g["score"] == "total" else max(v) if g["score"] == "largest" else len(set(v))
        if best is None or (s > best[1] if g["pick"] == "most" else s < best[1]): best = [x, s]
    return best

def choose(g, few, kept, param):
    best, d = [0], param[g["apart"]]
    for j, x in enumerate(few[g["of"]]):
        t = bisect_right(kept, kept[j] - d)
        best.append(max(best[-1], best[t] + x))
    return [best[-1]]

def chain(g, few, kept, param):
    if g["link"] == "step":
        reach, top = {}, 0
        for own, come in zip(few[g["earlier"]], few[g["later"]]):
            k = reach.get(come - g["step"], 0) + 1
            top = max(top, k)
            reach[own] = max(reach.get(own, 0), k)
        return [top]
    ends, place = [], bisect_left if g["link"] == "always rises" else bisect_right
    for x in few[g["earlier"]]:
        k = place(ends, x)
        if k == len(ends): ends.append(x)
        else: ends[k] = x
    return [len(ends)]

def cut(g, few, kept, param):
    v = few[g["of"]]
    if not v: return None
    sums = list(accumulate(v, initial=0))
    low, high = max(v), sums[-1]
    while low < high:
        mid, at, parts = (low + high) // 2, 0, 0
        while at < len(v) and parts <= param[g["parts"]]:
            at = bisect_right(sums, sums[at] + mid) - 1
            parts += 1
        if at == len(v) and parts <= param[g["parts"]]: high = mid
        else: low = mid + 1
    return [low]

def line(g, few, kept, param):
    k = param[g["rank"]]
    if len(kept) < k: return None
    row = list(range(len(kept)))
    for key in (g["second"], g["first"]):
        row.sort(key=few[key["of"]].__getitem__, reverse=key["order"] == "largest")
    return [kept[row[k - 1]] + 1, sum(few[g["total"]][j] for j in row[:k])]

GOALS = {"tally": tally, "stretch": stretch, "pair": pair, "group": group, "choose": choose, "chain": chain, "cut": cut, "line": line}
`;
