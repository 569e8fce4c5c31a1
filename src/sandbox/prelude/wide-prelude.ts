/**
 * Sizes beyond 2^31, which a 32-bit interpreter refuses where a 64-bit one takes them: positions in large ranges, and
 * `sys.maxsize` where it stands for "all of it".
 */
export const WIDE_PRELUDE = String.raw`
def _wide():
    import bisect, collections, functools, itertools, operator, random, sys

    most = 2**31 - 1

    def clamped(value):
        return most if type(value) is int and value > most else value

    def length(numbers):
        first, last, step = numbers.start, numbers.stop, numbers.step
        return max(0, (last - first + step - (1 if step > 0 else -1)) // step)

    def is_wide(numbers):
        return type(numbers) is range and length(numbers) > most

    # Positions are found by halving, as the built-in functions do.
    def search(right):
        def find(a, x, lo=0, hi=None, *, key=None):
            if lo < 0:
                raise ValueError('lo must be non-negative')
            if hi is None or hi < 0:
                hi = length(a) if type(a) is range else len(a)
            while lo < hi:
                middle = (lo + hi) // 2
                item = a[middle] if key is None else key(a[middle])
                if (not x < item) if right else (item < x):
                    lo = middle + 1
                else:
                    hi = middle
            return lo
        return find

    def widened(builtin, find):
        @functools.wraps(builtin)
        def bisect_wide(a, x, lo=0, hi=None, *, key=None):
            if is_wide(a) or (type(hi) is int and hi > most) or (type(lo) is int and lo > most):
                return find(a, x, lo, hi, key=key)
            return builtin(a, x, lo, hi, key=key)
        # So that pickle finds it.
        bisect_wide.__module__ = 'bisect'
        return bisect_wide

    bisect.bisect_left = widened(bisect.bisect_left, search(False))
    bisect.bisect_right = bisect.bisect = widened(bisect.bisect_right, search(True))

    plain_sample, plain_choice, plain_choices = random.Random.sample, random.Random.choice, random.Random.choices

    def sample(self, population, k, *, counts=None):
        if counts is not None or not is_wide(population):
            return plain_sample(self, population, k, counts=counts)
        k = operator.index(k)
        size = length(population)
        if not 0 <= k <= size:
            raise ValueError('Sample larger than population or is negative')
        # As random.sample does for populations that are large beside the sample.
        chosen, selected = set(), []
        for _ in range(k):
            index = self._randbelow(size)
            while index in chosen:
                index = self._randbelow(size)
            chosen.add(index)
            selected.append(population[index])
        return selected

    def choice(self, seq):
        return seq[self._randbelow(length(seq))] if is_wide(seq) else plain_choice(self, seq)

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        if weights is not None or cum_weights is not None or not is_wide(population):
            return plain_choices(self, population, weights, cum_weights=cum_weights, k=k)
        size = length(population) + 0.0
        return [population[int(self.random() * size)] for _ in range(k)]

    random.Random.sample, random.Random.choice, random.Random.choices = sample, choice, choices
    random.sample, random.choice, random.choices = (
        random._inst.sample, random._inst.choice, random._inst.choices)

    # Nothing here lives long enough to count to 2**31.
    plain_islice, plain_repeat, plain_deque = itertools.islice, itertools.repeat, collections.deque

    def named_as(module, kind):
        kind.__module__, kind.__qualname__ = module, kind.__name__
        setattr(sys.modules[module], kind.__name__, kind)

    class islice(plain_islice):
        __slots__ = ()
        def __new__(cls, iterable, *bounds):
            return plain_islice.__new__(cls, iterable, *map(clamped, bounds))
    named_as('itertools', islice)

    class repeat(plain_repeat):
        __slots__ = ()
        def __new__(cls, object, *times, **named):
            if 'times' in named:
                named['times'] = clamped(named['times'])
            return plain_repeat.__new__(cls, object, *map(clamped, times), **named)
    named_as('itertools', repeat)

    class deque(plain_deque):
        __slots__ = ()
        def __init__(self, iterable=(), maxlen=None):
            plain_deque.__init__(self, iterable, clamped(maxlen))
        def rotate(self, n=1, /):
            # Whole turns change nothing.
            if type(n) is int and not -most <= n <= most:
                n = n % len(self) if self else 0
            plain_deque.rotate(self, n)
        def insert(self, i, x, /):
            plain_deque.insert(self, max(-most, clamped(i)) if type(i) is int else i, x)
    named_as('collections', deque)

    plain_lru_cache = functools.lru_cache

    @functools.wraps(plain_lru_cache)
    def lru_cache(maxsize=128, typed=False):
        return plain_lru_cache(clamped(maxsize), typed)
    functools.lru_cache = lru_cache

_wide()
del _wide
`;
