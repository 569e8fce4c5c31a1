/**
 * Maps a stream with at most `limit` items under way, and gives the results in the order of the items, each as soon as it
 * and all before it are there: a reader may wait for a result before it writes the next item.
 */
export async function* inOrder<In, Out>(
  source: AsyncIterable<In>,
  limit: number,
  map: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const items = source[Symbol.asyncIterator]();
  const underWay: Promise<Out>[] = [];
  let ended = false;
  let asked: Promise<IteratorResult<In, unknown>> | undefined;
  while (!ended || underWay.length > 0) {
    if (!ended && underWay.length < limit && asked === undefined) asked = items.next();
    const [head] = underWay;
    const waits = [asked?.then((item) => ({ item })), head?.then((result) => ({ result }))];
    const first = await Promise.race(waits.filter((wait) => wait !== undefined));
    if ("result" in first) {
      void underWay.shift();
      yield first.result;
    } else {
      asked = undefined;
      if (first.item.done === true) ended = true;
      else underWay.push(handled(map(first.item.value)));
    }
  }
}

/** Whatever goes wrong is thrown in its turn; until then nobody else is to be alarmed. */
function handled<Out>(result: Promise<Out>): Promise<Out> {
  result.catch(() => undefined);
  return result;
}
