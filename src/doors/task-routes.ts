import { Hono, type Context } from "hono";
import { z } from "zod";
import { environments } from "../envs/index.ts";
import type { DoorParts } from "./door-parts.ts";
import { placeNamed, type Place } from "./evaluator/place.ts";
import { splitNamed, SPLITS, type Split } from "./evaluator/splits.ts";
import { httpError } from "./http/error-body.ts";
import { jsonResponse } from "./http/json-response.ts";
import { withBody } from "./http/read-body.ts";
import { allTasks, sliceOfTasks, taskAt } from "./tasks.ts";

const split = z.string();
const tasksSchema = z.strictObject({ split });
const taskSchema = z.strictObject({ split, index: z.int() });
const rangeSchema = z.strictObject({ split, start: z.int().nullish(), stop: z.int().nullish() });

/** The Task API that OpenEnv and ORS share: what there is, by split and number. */
export function taskRoutes({ bodies }: DoorParts): Hono {
  const app = new Hono();
  app.get("/list_environments", () => jsonResponse(environments().map(({ info }) => info.name)));
  app.get("/:env/splits", (context) => {
    placeOf(context);
    return jsonResponse(SPLITS.map(({ name, type }) => ({ name, type })));
  });

  function answer<Schema extends z.ZodType<{ split: string }>>(
    name: string,
    schema: Schema,
    work: (place: Place, split: Split, body: z.output<Schema>) => object,
  ): void {
    app.post(`/:env/${name}`, (context) =>
      withBody(context, bodies, schema, (body) => {
        const place = placeOf(context);
        return jsonResponse({ ...work(place, splitOf(body.split), body), env_name: place.name });
      }),
    );
  }
  answer("tasks", tasksSchema, (place, there) => ({ tasks: allTasks(place, there) }));
  answer("num_tasks", tasksSchema, (_, there) => ({ num_tasks: there.size }));
  answer("task", taskSchema, (place, there, { index }) => ({ task: taskAt(place, there, index) }));
  answer("task_range", rangeSchema, (place, there, { start = null, stop = null }) => ({
    tasks: sliceOfTasks(place, there, start, stop),
  }));
  return app;
}

function placeOf(context: Context): Place {
  return placeNamed(context.req.param("env") ?? "");
}

/** Here an unknown split is a malformed request: 404 is for environments. */
function splitOf(name: string): Split {
  const known = SPLITS.some((candidate) => candidate.name === name);
  if (known) return splitNamed(name);
  throw httpError(400, "invalid_input", "Invalid split.", `Splits: ${SPLITS.map((one) => one.name).join(", ")}.`);
}
