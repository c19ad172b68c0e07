// The provider's REST API: its answers, and its errors, as its documentation has them.
import { type Account, newSecret, WEBHOOK_FLAGS } from "./account.ts";
import type { Hooks } from "./hooks.ts";

export type Answer = { readonly status: number; readonly body: unknown };
export type Body = Readonly<Record<string, unknown>>;
export type Call = { readonly query: URLSearchParams; readonly body: Body };
/** @param id the last segment of the path */
type Route = (account: Account, call: Call & { readonly id: string }, hooks: Hooks) => Answer;

/** The size of a page of webhooks, or of live streams, whatever is asked for. */
const PAGE = 10;
const MAX_TOKENS_PAGE = 100;

export const UNAUTHORIZED: Answer = {
  status: 403,
  body: { data: { message: "Unauthorized" }, status: "fail" },
};

function success(data: unknown): Answer {
  return { status: 200, body: { status: "success", data } };
}

/** The answer to a client's mistake; also to an unknown id. */
function fail(data: unknown): Answer {
  return { status: 400, body: { status: "fail", data } };
}

export function route(account: Account, hooks: Hooks, method: string, path: string, call: Call): Answer {
  const [, stem = "", id = ""] = /^(.*)\/([^/]*)$/.exec(path) ?? [];
  const found = ROUTES[`${method} ${path}`] ?? ROUTES[`${method} ${stem}/:id`];
  return found?.(account, { ...call, id }, hooks) ?? fail({ message: `No such call: ${method} ${path}` });
}

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /api/v3/account/info": ({ id }) => success({ accountId: id }),
  "GET /api/webhooks/list": listWebhooks,
  "POST /api/webhooks": createWebhook,
  "PUT /api/webhooks/:id": updateWebhook,
  "DELETE /api/webhooks/:id": ({ webhooks }, { id }) => {
    const position = webhooks.findIndex((known) => known.id === Number(id));
    if (position === -1) return unknownWebhook(id);
    webhooks.splice(position, 1);
    return success(true);
  },
  "POST /api/webhooks/test/:id": (_, { id, body }, hooks) => {
    hooks.sendTest(id, body.streamName);
    return success(true);
  },
  "GET /api/publish_token/list": listTokens,
  "POST /api/publish_token": createToken,
  "PUT /api/publish_token/:id": updateToken,
  "POST /api/thumbnails": (_, { body }, hooks) => {
    const message = hooks.requestThumbnail(body.streamName);
    return message === null ? success(true) : fail({ message });
  },
  "GET /api/monitoring/streams": listLiveStreams,
};

/** A page begins with the id that it is asked to start from; the documentation does not say so. */
function listWebhooks({ webhooks }: Account, { query }: Call): Answer {
  const start = Number(query.get("startingId") ?? 0);
  return success(webhooks.filter(({ id }) => id >= start).slice(0, PAGE));
}

function createWebhook(account: Account, { body }: Call): Answer {
  const { id } = account.addWebhook({ url: String(body.url) });
  return updateWebhook(account, { body, id: String(id) });
}

function updateWebhook({ webhooks }: Account, { id, body }: { id: string; body: Body }): Answer {
  const webhook = webhooks.find((known) => known.id === Number(id));
  if (webhook === undefined) return unknownWebhook(id);
  for (const flag of WEBHOOK_FLAGS) {
    const wish = body[flag];
    if (typeof wish === "boolean") webhook[flag] = wish;
  }
  if (body.filter === null || typeof body.filter === "string") webhook.filter = body.filter;
  // A new address is believed to work again.
  const hasMoved = typeof body.url === "string" && body.url !== webhook.url;
  if (typeof body.url === "string") webhook.url = body.url;
  if (hasMoved || body.reEnable === true) webhook.disabled = null;
  if (body.refreshSecret === true) webhook.secret = newSecret();
  return success(webhook);
}

function unknownWebhook(id: string): Answer {
  return fail({ message: `Webhook with id ${id} not found` });
}

function listTokens({ tokens }: Account, { query }: Call): Answer {
  const [page, items] = [Number(query.get("page")), Number(query.get("itemsOnPage"))];
  if (page < 1) return fail({ errors: { page: "The page field is required." } });
  if (items < 1 || items > MAX_TOKENS_PAGE)
    return fail({ errors: { itemsOnPage: "The itemsOnPage must be from 1 to 100." } });
  return success(tokens.slice((page - 1) * items, page * items));
}

function createToken(account: Account, { body }: Call): Answer {
  const streams = body.streams as { streamName: string; isRegex?: boolean }[];
  return success(
    account.addToken({
      label: String(body.label),
      streams: streams.map(({ streamName, isRegex = false }) => ({ streamName, isRegex })),
      enableThumbnails: body.enableThumbnails === true,
    }),
  );
}

function updateToken({ tokens }: Account, { id, body }: { id: string; body: Body }): Answer {
  const token = tokens.find((known) => known.id === Number(id));
  if (token === undefined) return fail({ tokenId: `No publish token with id: ${id}` });
  if (typeof body.enableThumbnails === "boolean") token.enableThumbnails = body.enableThumbnails;
  if (typeof body.isActive === "boolean") token.isActive = body.isActive;
  return success(token);
}

function listLiveStreams({ id, liveFeeds }: Account, { query }: Call): Answer {
  const items = Number(query.get("itemsOnPage") ?? PAGE);
  if (items >= 20) return fail({ errors: { itemsOnPage: "The itemsOnPage must be less 20." } });
  const page = Number(query.get("page") ?? 1);
  const streams = Object.entries(Object.groupBy(liveFeeds, ({ streamName }) => streamName));
  const shown = streams.slice((page - 1) * items, page * items).map(([name, feeds = []]) => ({
    streamId: `${id}/${name}`,
    streamName: name,
    live: true,
    startTime: feeds[0]?.startTime,
    viewerCount: 0,
    feeds: feeds.map((feed) => ({ ...feed, streamId: `${id}/${name}`, active: true })),
  }));
  const totalItems = streams.length;
  const pagination = { totalItems, totalPages: Math.ceil(totalItems / items), itemsOnPage: items };
  return success({ pagination, data: shown });
}
