import { once } from "node:events";

/** Writes one line of data on stdout, waiting while a reader is slow. */
export async function printLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, "drain");
}

/** Writes a value as one JSON line on stdout. */
export async function printJson(value: unknown): Promise<void> {
  await printLine(
    JSON.stringify(value, (_key, item: unknown): unknown => (item instanceof Map ? Object.fromEntries(item) : item)),
  );
}

/** A reader that went away (`af … | head`) ends the program quietly. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}
