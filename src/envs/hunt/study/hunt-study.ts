import { canonicalJson, type Canonical } from "../../../core/index.ts";
import type { EpisodeStudy } from "../../episode/index.ts";
import type { HuntState } from "../hunt-step.ts";
import { blindPlayers, oneTurnPlayers } from "./blind-players.ts";
import { offlinePlayer } from "./offline-player.ts";
import { partialPlayer } from "./partial-player.ts";
import { referencePlayer } from "./reference-player.ts";
import { referenceSteps } from "./reference-steps.ts";
import { solveByClimbing } from "./solve-by-climbing.ts";
import { listingSteps, solveByListing } from "./solve-by-listing.ts";
import { solveBySearch } from "./solve-by-search.ts";
import { tenthOfSteps } from "./tenth-of-steps.ts";

/** Of the reported solvers: enough on the lower levels only. Listing needs fewer than search. */
const LISTING_STEPS = 40;
const SEARCH_STEPS = 120;

/**
 * How HUNT is measured. A step is one comparison of a code, whole or in part, with one answer. Listing what the strongest
 * answer leaves is right of two games in three, for a fraction of the reference player's steps: its median is what a
 * tenth is taken of.
 */
export const huntStudy: EpisodeStudy<HuntState> = {
  oracle: referencePlayer,
  blind: blindPlayers,
  oneTurn: oneTurnPlayers,
  shallow: [
    offlinePlayer("listing, a tenth of the steps", solveByListing, tenthOfSteps),
    offlinePlayer("search, a tenth of the steps", solveBySearch, tenthOfSteps),
    offlinePlayer("hill climbing, a tenth of the steps", solveByClimbing, tenthOfSteps),
    partialPlayer("reference player with part of the codes", tenthOfSteps),
  ],
  strong: [
    offlinePlayer(`random asks, then listing, ${LISTING_STEPS} steps`, solveByListing, () => LISTING_STEPS),
    offlinePlayer(`random asks, then search, ${SEARCH_STEPS} steps`, solveBySearch, () => SEARCH_STEPS),
  ],
  answerLines: ({ hidden, game }) => [
    {
      text: hidden.map((code) => code.join("")).join(" "),
      bits: Math.floor(Math.log2(game.digits ** (game.places * game.codes))),
    },
  ],
  shape: (_, { game, hidden }) => canonicalJson({ game, hidden } as unknown as Canonical),
  figures: ([opening], state) => ({
    codesPossible: state.game.digits ** state.game.places,
    bound: state.bound,
    steps: listingSteps(state),
    referenceSteps: referenceSteps(state),
    promptCharacters: opening?.content.length ?? 0,
  }),
};
