// Pages of a gated wall that were rendered a moment before, for a good link.
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../../../scripts/shared/until.ts";
import { badCookies, cookieOf, GATED, token } from "../../support/gate.ts";
import type { ServingProcess } from "../../support/serving-process.ts";
import { hookTo, startProgram } from "./program.ts";

const STREAM = "ZG6NWV/gated-page";
const ADDRESSES = ["/", "/wall", "/feed?stream=ZG6NWV/gated-page", "/embed?stream=ZG6NWV/gated-page"];

let app: ServingProcess;
beforeAll(async () => {
  app = await startProgram(GATED);
  expect((await fetch(hookTo(app, STREAM))).status).toBe(200);
  const headers = cookieOf(await token());
  await until("the frame on a page", 30_000, async () =>
    (await ask("/embed?stream=ZG6NWV/gated-page", headers)).said.includes("X-Amz-"),
  );
});
afterAll(() => app.end());

async function ask(address: string, headers: Record<string, string>, method = "GET") {
  const sent = request(app.url + address, { method, headers }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return {
    status: answer.statusCode,
    headers: answer.headers,
    said: JSON.stringify(answer.headers) + (await text(answer)),
  };
}

test("are not sent without one, by GET or HEAD, nor kept by caches", async () => {
  const good = cookieOf(await token());
  const bad = await badCookies();
  for (const address of ADDRESSES) {
    const page = await ask(address, good);
    expect([page.status, page.headers["cache-control"]], address).toEqual([200, "private, no-store"]);
    const answers = await Promise.all(
      bad.flatMap(([what, headers]) =>
        ["GET", "HEAD"].map(async (method) => ({ what, method, ...(await ask(address, headers, method)) })),
      ),
    );
    for (const { what, method, status, headers, said } of answers) {
      expect(status, `${method} ${address} with ${what}`).toBe(307);
      expect(headers).toMatchObject({ "cache-control": "no-store", "content-length": "0" });
      expect(headers.location).toMatch(/^\/join/);
      expect(said).not.toMatch(/X-Amz-|127\.0\.0\.1|nonce/);
    }
    const head = await ask(address, good, "HEAD");
    expect([head.status, head.headers["cache-control"]], address).toEqual([200, "private, no-store"]);
  }
});

test("are sent to the links of their scope alone", async () => {
  const scopes = [null, ["ZG6NWV/other"], [STREAM], ["ZG6NWV/gated-*"], ["ZG6NWV/other", "ZG6NWV/another"]];
  for (const address of ADDRESSES) {
    const pages = await Promise.all(
      scopes.map(async (streams) => ask(address, cookieOf(await token({ streams })))),
    );
    expect(new Set(pages.map(({ said }) => said)).size, address).toBe(scopes.length);
    expect(
      pages.map(({ said }) => said.includes("X-Amz-")),
      address,
    ).toEqual([true, false, true, true, false]);
  }
});
