import type { ComponentChildren } from "preact";

/** A line instead of figures: there are none, they are on their way, or they cannot be had. */
export function Note({
  kind = "empty",
  children,
}: {
  kind?: "empty" | "loading" | "failed";
  children: ComponentChildren;
}) {
  return (
    <p class={`note ${kind}`} role={kind === "failed" ? "alert" : "status"}>
      {children}
    </p>
  );
}
