/** Turns of the model in one episode, at most. */
export const MAX_TURNS = 32;
/** Longest observation, in UTF-16 code units. */
export const MAX_OBSERVATION_LENGTH = 4_096;
/** Runs of Python in one turn, at most. */
export const MAX_RUNS_A_TURN = 64;
/** All messages of an episode together, in UTF-16 code units: tokenizers differ, characters do not. */
export const MAX_HISTORY_LENGTH = 262_144;
