import { z } from "zod";

/** What the provider wraps all its answers in, as its OpenAPI document and observed answers have it. */
export type Envelope =
  | { readonly status: "success"; readonly data: unknown }
  | { readonly status: "fail" | "error"; readonly detail: string };

const envelope = z.object({
  status: z.string(),
  data: z.unknown().optional(),
  message: z.string().optional(),
});

const MAX_DETAIL = 500;

/** Reads an answer; null when it is no envelope. */
export function readEnvelope(text: string): Envelope | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const read = envelope.safeParse(json);
  if (!read.success) return null;
  const { status, data, message } = read.data;
  if (status === "success") return { status, data };
  if (status !== "fail" && status !== "error") return null;
  const words = [message ?? "", describeFailure(data)].filter((part) => part !== "").join(": ");
  return { status, detail: (words === "" ? "no reason given" : words).slice(0, MAX_DETAIL) };
}

/**
 * The shapes of `fail.data` that its own examples show: a message, a text for each field, and `errors` with a
 * text or a list of texts for each field, with a message beside it or not.
 */
function describeFailure(data: unknown): string {
  if (typeof data === "string") return data;
  if (data === null || typeof data !== "object") return "";
  const { message, errors, ...fields } = data as Record<string, unknown>;
  const said = typeof message === "string" ? [message] : [];
  const perField = [fields, errors].flatMap((group) =>
    group !== null && typeof group === "object" ? Object.entries(group).flatMap(describeField) : [],
  );
  return [...said, ...perField].join(": ");
}

function describeField([field, says]: [string, unknown]): string[] {
  const texts = (Array.isArray(says) ? says : [says]).filter((text) => typeof text === "string");
  return texts.length === 0 ? [] : [`${field}: ${texts.join(", ")}`];
}
