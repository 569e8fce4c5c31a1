/** The baseline: global fetch and the simplest reading of server-sent events that works on a well-behaved host. */
export async function plainFetch(baseUrl: string, prompt: string): Promise<string> {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      model: "bench",
      messages: [{ role: "user", content: prompt }],
      seed: 1,
      temperature: 0,
      max_tokens: 256,
      stream: true,
      stream_options: { include_usage: true },
    }),
  });
  if (!response.ok || response.body === null) throw new Error(`Status ${response.status}.`);
  const decoder = new TextDecoder();
  let pending = "";
  let text = "";
  for await (const piece of response.body) {
    pending += decoder.decode(piece as Uint8Array, { stream: true });
    const events = pending.split("\n\n");
    pending = events.pop() ?? "";
    for (const event of events) {
      const data = event.slice("data: ".length);
      if (data === "[DONE]") continue;
      const chunk = JSON.parse(data) as { choices: { delta: { content?: string } }[] };
      text += chunk.choices[0]?.delta.content ?? "";
    }
  }
  return text;
}
