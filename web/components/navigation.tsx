import { VIEWS } from "../route-of.ts";

/** Links to the views; the present one is marked. */
export function Navigation({ present }: { present: string }) {
  return (
    <nav aria-label="Views">
      <ul>
        {VIEWS.map(([view, title]) => (
          <li key={view}>
            <a href={`#/${view === "arena" ? "" : view}`} aria-current={view === present ? "page" : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
