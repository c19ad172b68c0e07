import type { Account } from "./account.ts";
import { type Answer, fail, success } from "./answer.ts";
import type { Body } from "./webhook-routes.ts";

export function listTokens({ tokens }: Account, query: URLSearchParams): Answer {
  const page = Number(query.get("page") ?? 0);
  const items = Number(query.get("itemsOnPage") ?? 0);
  const errors: Record<string, string> = {};
  if (!(page >= 1)) errors.page = "The page field is required.";
  if (!(items >= 1 && items <= 100)) errors.itemsOnPage = "The itemsOnPage must be from 1 to 100.";
  if (Object.keys(errors).length > 0) return fail({ errors });
  return success(tokens.slice((page - 1) * items, page * items));
}

export function createToken(account: Account, body: Body): Answer {
  const { label, streams } = body;
  if (typeof label !== "string" || label === "" || !Array.isArray(streams) || streams.length === 0) {
    const errors = { label: ["label and at least one stream are required"] };
    return fail({ errors, message: "Validation errors" });
  }
  const named = streams.map((stream: { streamName: string; isRegex?: boolean }) => ({
    streamName: stream.streamName,
    isRegex: stream.isRegex ?? false,
  }));
  const enableThumbnails = body.enableThumbnails === true;
  return success(account.addToken({ label, streams: named, enableThumbnails }));
}

export function updateToken(account: Account, id: number, body: Body): Answer {
  const token = account.tokens.find((known) => known.id === id);
  if (token === undefined) return fail({ tokenId: `No publish token with id: ${id}` });
  if (Object.keys(body).length === 0) return fail({ token: "No properties specified to update." });
  if (typeof body.enableThumbnails === "boolean") token.enableThumbnails = body.enableThumbnails;
  if (typeof body.isActive === "boolean") token.isActive = body.isActive;
  if (typeof body.label === "string") token.label = body.label;
  return success(token);
}
