/** A program that tries something, by a name of its own. */
export type Attack = readonly [name: string, program: string];
