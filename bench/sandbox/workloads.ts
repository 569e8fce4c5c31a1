/** What every run costs: a contest program that is over at once. */
export const SMALL = {
  program: "n = int(input())\nnumbers = list(map(int, input().split()))\nprint(sum(sorted(numbers)[:n]))",
  stdin: "3\n5 1 4 2 3\n",
};

/** Programs of about a second of native time, each leaning on another part of the interpreter. */
export const WORKLOADS: Readonly<Record<string, string>> = {
  loops: `total = 0
for i in range(6_000_000):
    if i % 3 == 0 or i % 5 == 0:
        total += i * i % 7
print(total)`,
  "float loops": `x, v = 0.5, [i / 7 for i in range(1000)]
for i in range(1_500_000):
    x = x * 1.0000001 + 0.25 - x / 3.0
for _ in range(300):
    x += sum(a * b for a, b in zip(v, v))
print(x)`,
  recursion: `def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30))`,
  "lists and sorting": `import random
random.seed(1)
for _ in range(4):
    a = [random.random() for _ in range(300_000)]
    a.sort(key=lambda x: -x)
    b = [x * 2 for x in a if x > 0.5]
print(len(b))`,
  "dictionaries and text": `from collections import Counter
words = [f"w{i * 7919 % 5003}" for i in range(400_000)]
count = Counter(words)
text = " ".join(w.upper() for w in words)
print(len(text.split()), count.most_common(1)[0][1], len({w[1:] for w in words}))`,
  "dynamic programming": `n, capacity = 120, 20_000
best = [0] * (capacity + 1)
for i in range(1, n + 1):
    w, v = i * 37 % 101 + 1, i * 53 % 97 + 1
    for c in range(capacity, w - 1, -1):
        x = best[c - w] + v
        if x > best[c]:
            best[c] = x
print(best[capacity])`,
  "big integers": `x, total = 3, 0
for i in range(1200):
    x = x * x % (2 ** 2203 - 1) + i
    total += len(str(x))
print(total, len(str(7 ** 20000)) if hasattr(int, "x") else pow(5, 10 ** 600, 10 ** 300 + 7) % 1000)`,
};
