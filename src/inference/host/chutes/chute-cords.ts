/**
 * The doors that the templates for language models open, as `chutes deploy` would read them from the built chute
 * (`chutes/chute/template/vllm.py`, `sglang.py` of chutes 0.6.10). Schemas are for people and left out.
 */
const DOORS = [
  { function: "chat_stream", path: "/v1/chat/completions", stream: true },
  { function: "completion_stream", path: "/v1/completions", stream: true },
  { function: "chat", path: "/v1/chat/completions", stream: false },
  { function: "completion", path: "/v1/completions", stream: false },
] as const;

export interface ChuteCord {
  readonly method: string;
  readonly path: string;
  readonly function: string;
  readonly stream: boolean;
  readonly passthrough: boolean;
  readonly public_api_path: string;
  readonly public_api_method: string;
}

/** `cords` of a deployment. */
export function chuteCords(): ChuteCord[] {
  const posts = DOORS.map((door) => cord(door.function, door.path, "POST", door.stream));
  return [...posts, cord("get_models", "/v1/models", "GET", false)];
}

function cord(name: string, publicPath: string, method: "GET" | "POST", stream: boolean): ChuteCord {
  return {
    method,
    path: `/${name}`,
    function: name,
    stream,
    passthrough: true,
    public_api_path: publicPath,
    public_api_method: method,
  };
}
