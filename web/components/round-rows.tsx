import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { RoundView } from "../../src/arena/round-schema.ts";
import { count, shortAddress } from "../format.ts";
import { useRounds } from "../use-rounds.ts";
import { useWindow } from "../use-window.ts";

/** Pixels: a line of links, a row's own lines and edges, a link. */
const LINE = 28;
const FRAME = { wide: 16, narrow: 44 };
const LINK = 104;
/** What the columns before the questions take where a row is wide. */
const COLUMNS = 300;
const NARROW = 640;

/**
 * All rounds that are kept, newest first. Only rows that can be seen are drawn, each as high as the others, so that a
 * hundred thousand answers scroll like a hundred; what they hold is asked for when the scrolling rests.
 *
 * @param newest and `oldest`: numbers of the first and the last round that is kept
 */
export function RoundRows({ items, newest, oldest }: { items: readonly RoundView[]; newest: number; oldest: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(NARROW);
  useEffect(() => {
    const seen = new ResizeObserver(() => setWidth(box.current?.clientWidth ?? NARROW));
    if (box.current !== null) seen.observe(box.current);
    return () => seen.disconnect();
  }, []);
  const isNarrow = width < NARROW;
  const most = Math.max(1, ...items.map(({ questions }) => questions.length));
  const perLine = Math.max(1, Math.floor((width - (isNarrow ? 24 : COLUMNS)) / LINK));
  const height = Math.ceil(most / perLine) * LINE + (isNarrow ? FRAME.narrow : FRAME.wide);
  const total = newest - oldest + 1;
  useStay(box, newest * height);
  const { first, last, onScroll } = useWindow(box, { height, total });
  const rounds = useRounds(items, { first: newest - last, last: newest - first });
  const rows = Array.from({ length: last - first + 1 }, (_, at) => newest - first - at);
  return (
    <div
      class={`round-rows ${isNarrow ? "narrow" : ""}`}
      ref={box}
      onScroll={onScroll}
      tabIndex={0}
      role="table"
      aria-label="Rounds, newest first"
      aria-rowcount={total}
    >
      <div role="rowgroup" class="all" style={{ height: `${total * height}px` }}>
        {rows.map((round) => (
          <div
            role="row"
            class="round"
            key={round % rows.length}
            aria-rowindex={newest - round + 1}
            data-round={round}
            style={{ height: `${height}px`, transform: `translateY(${(newest - round) * height}px)` }}
          >
            <Cells round={round} view={rounds.get(round)} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** What is being read stays where it is while rounds are added above. */
function useStay(box: RefObject<HTMLElement | null>, height: number): void {
  const before = useRef(height);
  useLayoutEffect(() => {
    const added = height - before.current;
    before.current = height;
    if (added > 0 && box.current !== null && box.current.scrollTop > 0) box.current.scrollTop += added;
  }, [height]);
}

function Cells({ round, view }: { round: number; view: RoundView | null | undefined }) {
  if (view == null) {
    return (
      <>
        <div role="cell">round {count(round)}</div>
        <div role="cell" class="none">
          {view === null ? "no answers that count, or none kept" : "…"}
        </div>
      </>
    );
  }
  return (
    <>
      <div role="cell">
        round {count(round)} <small>block {count(view.block)}</small>
      </div>
      <div role="cell">
        <small>of {shortAddress(view.validator)}</small>
      </div>
      <div role="cell" class="links">
        {view.questions.length === 0 && "nothing is recorded: the round is missing"}
        {view.questions.map(({ env, index, answers }, place) => {
          const right = answers.filter(({ score }) => score === 1000).length;
          return (
            <a
              key={`${env}${index}`}
              href={`#/question/${round}/${place}`}
              aria-label={`${env} ${right}/${answers.length} right, question ${index + 1} of round ${round}`}
            >
              {env} {right}/{answers.length}
            </a>
          );
        })}
      </div>
    </>
  );
}
