import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Age } from "./components/age.tsx";
import { Alarms } from "./components/alarms.tsx";
import { Navigation } from "./components/navigation.tsx";
import { Note } from "./components/note.tsx";
import { routeOf, VIEWS, type Route } from "./route-of.ts";
import { useRoute } from "./route.ts";
import { useFeed, type Feed } from "./use-feed.ts";
import { ArenaView } from "./views/arena-view.tsx";
import { CrownsView } from "./views/crowns-view.tsx";
import { DuelView } from "./views/duel-view.tsx";
import { EnvironmentView } from "./views/environment-view.tsx";
import { GlossaryView } from "./views/glossary-view.tsx";
import { MinerView } from "./views/miner-view.tsx";
import { QuestionView } from "./views/question-view.tsx";
import { TrustView } from "./views/trust-view.tsx";
import type { Snapshot } from "../src/serve/v1/snapshot-schema.ts";

/** Figures older than this are shown as old. */
const STALE_MS = 15_000;

/** The whole page: what the address asks for, of what the validator tells. */
export function App() {
  const route = useRoute();
  const feed = useFeed();
  useTitle(route);
  const { snapshot, ageMs, failure } = feed;
  if (snapshot === undefined) {
    return (
      <main>
        <h1 class="loading-title">Affine</h1>
        <p class="loading" role="status">
          {failure === undefined ? "Asking the validator …" : `No answer yet: ${failure}`}
        </p>
      </main>
    );
  }
  const { status, isStatic } = snapshot;
  const stale = !isStatic && (failure !== undefined || ageMs > STALE_MS || !status.validator.running);
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        Skip to the content
      </a>
      <header>
        <a class="brand" href="#/">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 14 8 2l6 12" />
          </svg>
          Affine <small>subnet {status.chain.netuid}</small>
        </a>
        <Navigation present={route.view} />
        <Age ageMs={ageMs} stale={stale} failure={failure} running={status.validator.running} isStatic={isStatic} />
      </header>
      <main id="content" tabIndex={-1} class={stale ? "stale" : ""}>
        <Alarms alarms={status.alarms} />
        <View route={route} snapshot={snapshot} feed={feed} />
      </main>
      <footer>
        Validator {status.validator.hotkey} · mechanism {status.mechanism} · affine {status.version} · every number
        comes from <a href={isStatic ? "./api/v1/snapshot.json" : "./api/v1/snapshot"}>/api/v1</a> and signed records
      </footer>
    </>
  );
}

function View({ route, snapshot, feed }: { route: Route; snapshot: Snapshot; feed: Feed }): ComponentChildren {
  switch (route.view) {
    case "arena":
      return <ArenaView snapshot={snapshot} events={feed.events} />;
    case "duel":
      return <DuelView snapshot={snapshot} id={route.id} />;
    case "question":
      return <QuestionView snapshot={snapshot} round={route.round} place={route.place} />;
    case "miner":
      return <MinerView snapshot={snapshot} hotkey={route.hotkey} />;
    case "environment":
      return <EnvironmentView snapshot={snapshot} name={route.name} />;
    case "crowns":
      return <CrownsView snapshot={snapshot} />;
    case "trust":
      return <TrustView snapshot={snapshot} />;
    case "glossary":
      return <GlossaryView />;
    case "unknown":
      return (
        <section>
          <h1>Nothing here</h1>
          <Note>
            There is no “{route.path.slice(0, 80)}” on this page. <a href="#/">Back to the arena</a>
          </Note>
        </section>
      );
  }
}

/** The link is for keyboards: its target is no route. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

/** The tab says where one is; a new view is read from its beginning. */
function useTitle(route: Route): void {
  const first = useRef(true);
  const key = window.location.hash;
  useEffect(() => {
    const title = VIEWS.find(([view]) => view === routeOf(key).view)?.[1];
    document.title = title === undefined ? "Affine" : `${title} · Affine`;
    if (!first.current) {
      window.scrollTo(0, 0);
      document.getElementById("content")?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [key, route.view]);
}
