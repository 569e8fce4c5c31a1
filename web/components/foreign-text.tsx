import { useState } from "preact/hooks";
import { visibleText } from "../visible-text.ts";

/** Characters that are shown of a long text until all of it is asked for; of a giant one, so many at most. */
const FIRST = 4_000;
const MOST = 200_000;

/**
 * A text that somebody else wrote: as text only, control characters made visible, a long one folded.
 *
 * @param label names it for those who do not see where it stands: no two of a page are the same
 * @param title stands above it, where several follow each other
 */
export function ForeignText({ text, label, title }: { text: string; label: string; title?: string }) {
  const [isOpen, setOpen] = useState(false);
  if (text === "") return <p class="note empty">{title ?? label}: empty</p>;
  const shown = text.slice(0, isOpen ? MOST : FIRST);
  const rest = text.length - shown.length;
  return (
    <div class="foreign">
      {title !== undefined && <p class="title">{title}</p>}
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
