import type { ComponentChildren } from "preact";

export interface Column {
  readonly title: string;
  readonly note?: string;
  readonly isNumber?: boolean;
  readonly class?: string;
}

export interface TableRow {
  readonly key: string;
  readonly class?: string;
  readonly cells: readonly ComponentChildren[];
  /** `data-` attributes. */
  readonly data?: Readonly<Record<string, string | number>>;
}

/**
 * A table that becomes a list of cards where it is narrow: nothing is cut and nothing scrolls sideways. The roles are
 * written out, since browsers forget them with the layout.
 */
export function Table({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly Column[];
  rows: readonly TableRow[];
}) {
  return (
    <table role="table" aria-label={label} class="cards">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, note, isNumber }) => (
            <th role="columnheader" scope="col" key={title} class={isNumber === true ? "number" : ""}>
              {title} {note !== undefined && <small>{note}</small>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={row.key} class={row.class} {...dataOf(row.data)}>
            {row.cells.map((cell, place) => {
              const column = columns[place];
              const kind = `${column?.isNumber === true ? "number" : ""} ${column?.class ?? ""}`.trim();
              return (
                <td role="cell" key={column?.title ?? place} class={kind} data-label={column?.title}>
                  {cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function dataOf(data: TableRow["data"]): Record<string, string | number> {
  return Object.fromEntries(Object.entries(data ?? {}).map(([name, value]) => [`data-${name}`, value]));
}
