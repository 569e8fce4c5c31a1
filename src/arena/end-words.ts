/** Why a test is over, in a few words; a reason that is not known here is said as it is. */
export function whyOver(reason: string): string {
  return reason === "harm" ? "surely worse in an environment" : reason.replaceAll("_", " ");
}

/** The same as a sentence, for whoever does not know the mechanism. */
export function endInWords(reason: string): string {
  switch (reason) {
    case "harm":
      return "in at least one environment it is surely worse than the champion";
    case "no_gain_in_sight":
      return "a gain that would take the crown is surely not in sight";
    case "no_gain_anywhere":
      return "it surely does not gain enough for a crown, neither on average nor in any environment";
    case "rounds":
      return "it was undecided after as many rounds as a test may have";
    case "time":
      return "it was undecided after as many blocks as a test may take";
    default:
      return whyOver(reason);
  }
}
