/** One line of a correct answer and how much it tells: the base-2 logarithm of how many such lines there could be. */
export interface AnswerLine {
  readonly text: string;
  readonly bits: number;
}
