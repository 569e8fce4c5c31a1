import { useState } from "preact/hooks";
import { visibleText } from "../visible-text.ts";

/** Characters that are shown of a long text until all of it is asked for; of a giant one, so many at most. */
const FIRST = 4_000;
const MOST = 200_000;

/** A text that somebody else wrote: as text only, control characters made visible, a long one folded. */
export function ForeignText({
  text,
  label,
  isLabelled = false,
}: {
  text: string;
  label: string;
  /** Whether the label is to be seen above it. */
  isLabelled?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  if (text === "") return <p class="note empty">{label}: empty</p>;
  const shown = text.slice(0, isOpen ? MOST : FIRST);
  const rest = text.length - shown.length;
  return (
    <div class="foreign">
      {isLabelled && (
        <p class="label" aria-hidden="true">
          {label}
        </p>
      )}
      <pre tabIndex={0} role="region" aria-label={label} dir="auto">
        {visibleText(shown)}
      </pre>
      {text.length > FIRST && (
        <p>
          {rest > 0 && `${rest.toLocaleString("en")} more characters. `}
          {(isOpen || rest > 0) && (
            <button type="button" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
              {isOpen ? "Show less" : text.length > MOST ? `Show ${MOST.toLocaleString("en")} of them` : "Show all"}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
