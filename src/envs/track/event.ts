/** A line of a log. */
export type Event =
  | { readonly kind: "set"; readonly name: string; readonly value: number }
  | { readonly kind: "add"; readonly name: string; readonly value: number }
  | { readonly kind: "copy"; readonly name: string; readonly from: string }
  | { readonly kind: "swap"; readonly name: string; readonly other: string }
  | { readonly kind: "alias"; readonly name: string; readonly of: string }
  | { readonly kind: "local"; readonly name: string; readonly value: number }
  | { readonly kind: "begin" }
  | { readonly kind: "end" }
  | { readonly kind: "cancel" }
  | { readonly kind: "undo"; readonly count: number };

/** An event as its line. */
export function eventLine(event: Event): string {
  switch (event.kind) {
    case "set":
      return `${event.name} = ${event.value}`;
    case "add":
      return event.value < 0 ? `${event.name} -= ${-event.value}` : `${event.name} += ${event.value}`;
    case "copy":
      return `${event.name} = ${event.from}`;
    case "swap":
      return `swap ${event.name} ${event.other}`;
    case "alias":
      return `alias ${event.name} ${event.of}`;
    case "local":
      return `local ${event.name} ${event.value}`;
    case "undo":
      return `undo ${event.count}`;
    case "begin":
    case "end":
    case "cancel":
      return event.kind;
  }
}
