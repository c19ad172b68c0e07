// Pages of a wall whose Next is the test's own.
import { AsyncLocalStorage } from "node:async_hooks";
import type { OutgoingHttpHeaders } from "node:http";
import type { Rendering } from "#lib/app.ts";
import { createPages } from "#lib/server/pages/pages.ts";
import type { NextHandler } from "#lib/server/pages/rendering.ts";
import type { Page } from "#lib/server/pages/shared-pages.ts";
import { parseSettings } from "#lib/settings/settings.ts";
import { SECRET } from "../../../support/hook.ts";

const ENVIRONMENT = { AWS_S3_BUCKET_NAME: "bucket", AWS_REGION: "eu-west-1", WEBHOOK_SECRET: SECRET };

export type Asked = {
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rendering: Rendering | undefined;
};
export type Told = { status?: number; headers?: OutgoingHttpHeaders; body?: string };
type Reader = { headers?: Record<string, string>; gone?: AbortSignal; client?: string };

export const HTML = { "Content-Type": "text/html; charset=utf-8" };

/** @param environment of the settings; @param now ms since 1970; @param storeNow the time of the store */
export function createStage(
  environment: Record<string, string> = { ACCESS: "public" },
  now = Date.now,
  storeNow = now,
) {
  const settings = parseSettings({ ...ENVIRONMENT, ...environment });
  const rendering = new AsyncLocalStorage<Rendering>();
  const asked: Asked[] = [];
  const stage = {
    asked,
    /** What Next answers: by default, a page that differs from all others. */
    tell: (one: Asked): Told | Promise<Told> => ({ body: `${one.url} ${asked.length}` }),
    open,
  };
  const handle: NextHandler = async (request, response) => {
    const one = { url: request.url, headers: request.headers, rendering: rendering.getStore() };
    asked.push(one);
    const { status = 200, headers = {}, body = "" } = await stage.tell(one);
    for (const [name, value] of Object.entries({ ...HTML, ...headers }))
      if (value !== undefined) response.setHeader(name, value);
    response.statusCode = status;
    response.end(body);
  };
  const pages = createPages({ settings, rendering, now: storeNow }, handle, now);

  function open(address: string, { headers = {}, gone, client = "192.0.2.1" }: Reader = {}) {
    const { pathname, searchParams } = new URL(address, "http://wall.invalid");
    return pages.open({
      path: pathname,
      parameters: searchParams,
      message: { headers },
      client: { headers: new Headers(headers), remoteAddress: client },
      gone: gone ?? new AbortController().signal,
    });
  }

  return stage;
}

/** The text of a page. */
export async function textOf(page: Page | null): Promise<string> {
  return page === null ? "" : (await page.body.encoded(null)).body.toString();
}
