import { z } from "zod";

const rpcErrorSchema = z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() });
/** What a node answers when it will not do what was asked. */
export type RpcError = z.infer<typeof rpcErrorSchema>;

const responseSchema = z.union([
  z.object({ id: z.number(), error: rpcErrorSchema }),
  z.object({ id: z.number(), result: z.unknown() }),
]);
const notificationSchema = z.object({
  method: z.string(),
  params: z.object({ subscription: z.union([z.string(), z.number()]), result: z.unknown() }),
});

export type RpcMessage =
  | { readonly kind: "response"; readonly id: number; readonly error?: RpcError; readonly result?: unknown }
  | { readonly kind: "notification"; readonly subscription: string; readonly result: unknown };

/** One JSON-RPC 2.0 message of a node; `undefined` for anything that is none. */
export function readMessage(text: string): RpcMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
  const response = responseSchema.safeParse(value);
  if (response.success) return { kind: "response", ...response.data };
  const notification = notificationSchema.safeParse(value);
  if (!notification.success) return undefined;
  const { subscription, result } = notification.data.params;
  return { kind: "notification", subscription: String(subscription), result };
}
