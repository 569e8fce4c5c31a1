interface Cell {
  number: number;
}

/**
 * Follows a log and tells what names hold at its end.
 *
 * @param forgotten first words of lines that are passed over; a forgotten cancel is taken for an end
 */
export function followLog(lines: readonly string[], forgotten: ReadonlySet<string>): (name: string) => number {
  const scopes: { names: Map<string, Cell>; from: number }[] = [{ names: new Map(), from: 0 }];
  const before: { cell: Cell; number: number }[][] = [];
  const inner = () => scopes.at(-1) as (typeof scopes)[number];
  const cell = (name: string): Cell => {
    const scope = scopes.findLast(({ names }) => names.has(name)) ?? inner();
    const found = scope.names.get(name) ?? { number: 0 };
    scope.names.set(name, found);
    return found;
  };
  const change = (...changes: readonly (readonly [Cell, number])[]): void => {
    before.push(changes.map(([changed]) => ({ cell: changed, number: changed.number })));
    for (const [changed, number] of changes) changed.number = ((number % 10_000) + 10_000) % 10_000;
  };
  const takeBack = (to: number): void => {
    while (before.length > Math.max(to, inner().from)) {
      for (const former of before.pop() ?? []) former.cell.number = former.number;
    }
  };
  for (const line of lines) {
    const [first = "", second = "", third = ""] = line.split(" ");
    if (forgotten.has(first) && first !== "cancel") continue;
    if (first === "begin") scopes.push({ names: new Map(), from: before.length });
    else if (first === "end" || first === "cancel") {
      if (first === "cancel" && !forgotten.has(first)) takeBack(0);
      if (scopes.length > 1) scopes.pop();
    } else if (first === "undo") takeBack(before.length - Number(second));
    else if (first === "local") inner().names.set(second, { number: Number(third) });
    else if (first === "alias") inner().names.set(second, cell(third));
    else if (first === "swap") {
      const [a, b] = [cell(second), cell(third)];
      change([a, b.number], [b, a.number]);
    } else {
      const value = /^\d+$/.test(third) ? Number(third) : cell(third).number;
      const own = cell(first);
      change([own, second === "=" ? value : second === "+=" ? own.number + value : own.number - value]);
    }
  }
  return (name) => cell(name).number;
}
