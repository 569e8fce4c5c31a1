/** The events of a stream (text/event-stream), comments left out. */
export function readEvents(text: string): { event: string; data: string }[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("event: "))
    .map((block) => {
      const [, event = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      return { event, data };
    });
}
