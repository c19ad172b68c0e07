// One table of requests: what the server program, the same build under Next's own server (it stands for Vercel), and the
// Lambda handler answer. It needs the build.
import { globSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHandler } from "#lib/server/lambda/handler.ts";
import { until } from "../../../scripts/shared/until.ts";
import { thumbnail } from "../../support/hook.ts";
import { type EventMaker, functionUrlEvent, restApiEvent } from "../../support/lambda-events.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { receiverOn, secretOf } from "../../support/receiver.ts";
import { ADDRESS_ROWS, FILE_ROWS } from "./address-rows.ts";
import { DATA_ROWS } from "./data-rows.ts";
import { type Answer, exchange, type Sent } from "./exchange.ts";
import { HOOK_ROWS } from "./hook-rows.ts";
import { PAGE_ROWS } from "./page-rows.ts";
import { METRICS_TOKEN, type Programs, startPrograms } from "./programs.ts";
import { asNext, type Closed, type Expected, HEADERS, type Row } from "./row.ts";

const HOUR_MS = 3_600_000;
const STREAM = "ZG6NWV/requested";
const NO_ANSWER = "The answer broke off";

let programs: Programs;
/** What stands for itself in the table. */
let words: Readonly<Record<string, string>>;
let bucket: string;
let lambda: (event: unknown) => Promise<{ statusCode: number }>;

beforeAll(async () => {
  programs = await startPrograms();
  const { app, next } = programs;
  const file = globSync(".next/static/chunks/*.js").find((name) => statSync(name).size > 5_000) ?? "none";
  const now = Date.now();
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  words = {
    METRICS: METRICS_TOKEN,
    MOMENT: String(now - 5 * 60_000),
    STREAM: encodeURIComponent(STREAM),
    FILE: `/${file.replace(".next", "_next")}`,
    SIZE: String(statSync(file).size),
    "HOUR-2": String(hour - 2 * HOUR_MS),
    "HOUR-1": String(hour - HOUR_MS),
    HOUR: String(hour),
  };
  bucket = app.store.env.AWS_ENDPOINT_URL_S3;
  const secrets = [secretOf(app.secret)];
  const { receive } = receiverOn(createMemoryStore(), { settings: { secrets } });
  lambda = createHandler(receive, () => undefined);
  for (const { url } of [app, next]) {
    expect(
      (await exchange(url, await toSent({ sent: { line: "POST /api/thumbnails" }, hook: {} }))).status,
    ).toBe(200);
    await until("the stream to be on the wall", 10_000, async () =>
      (await exchange(url, { line: "GET /api/feeds" })).body.includes(STREAM.split("/")[1] ?? ""),
    );
  }
});
afterAll(() => programs.end());

const fill = (text: string) =>
  Object.entries(words).reduce((filled, [word, value]) => filled.replaceAll(word, value), text);

async function toSent({ sent, hook }: Pick<Row, "sent" | "hook">): Promise<Sent> {
  const line = fill(sent.line);
  const headers = (sent.headers ?? []).map(([name, value]) => [name, fill(value)] as const);
  if (hook === undefined) return { ...sent, line, headers };
  const { twice, ...changes } = hook;
  const request = thumbnail({ secret: programs.app.secret, stream: STREAM, ...changes });
  const own = [...request.headers].map(([name, value]) => [name, value] as const);
  const again = own.filter(([name]) => name === twice);
  return { line, headers: [...own, ...again], body: new Uint8Array(await request.arrayBuffer()) };
}

/** The parts of an answer that a row tells. */
function summarize({ status, headers, body }: Answer, isHead: boolean): Expected {
  const told = HEADERS.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]);
  const location = headers.location?.startsWith(bucket) ? { location: "BUCKET" } : {};
  const length = headers["content-length"];
  const hasLength = status === 304 || (isHead ? length !== undefined : length === String(body.byteLength));
  return { status, hasLength, ...(Object.fromEntries(told) as Partial<Expected>), ...location };
}

async function ask(url: string, sent: Sent): Promise<Expected | Closed> {
  try {
    return summarize(await exchange(url, sent), sent.line.startsWith("HEAD "));
  } catch (error) {
    if (error instanceof Error && error.message.startsWith(NO_ANSWER)) return "closed";
    throw error;
  }
}

/** Next's own server sends most answers in chunks, of no known length. */
const withoutLength = (answer: Expected | Closed) =>
  answer === "closed" ? answer : { ...answer, hasLength: undefined };

const fillAnswer = (answer: Expected | Closed) =>
  JSON.parse(fill(JSON.stringify(answer))) as Expected | Closed;

async function askLambda(
  make: EventMaker,
  { line, headers = [], body = Buffer.of() }: Sent,
): Promise<number> {
  const [method = ""] = line.split(" ");
  return (await lambda(make({ method, headers, body }))).statusCode;
}

const ROWS = {
  data: DATA_ROWS,
  pages: PAGE_ROWS,
  "addresses that are none": ADDRESS_ROWS,
  files: FILE_ROWS,
  hooks: HOOK_ROWS,
};
const nameOf = ({ sent, what }: Row) => (what === undefined ? sent.line : `${sent.line} with ${what}`);

describe.each(Object.entries(ROWS))("%s", (_, rows) => {
  test.each(rows.map((row) => [nameOf(row), row] as const))("%s", async (_name, row) => {
    const sent = await toSent(row);
    expect(await ask(programs.app.url, sent)).toEqual(fillAnswer(row.program));
    if (row.next !== undefined) {
      const found = withoutLength(await ask(programs.next.url, sent));
      expect(found, row.why ?? "under Next").toEqual(withoutLength(fillAnswer(row.next)));
    }
    if (row.lambda === undefined) return;
    const made = [functionUrlEvent, restApiEvent];
    expect(await Promise.all(made.map((make) => askLambda(make, sent)))).toEqual(row.lambda);
  });
});

test("each row whose answers differ says why", () => {
  const differs = ({ program, next, lambda = [0, 0] }: Row) =>
    JSON.stringify(next) !== JSON.stringify(asNext(program)) || lambda[0] !== lambda[1];
  const silent = Object.values(ROWS)
    .flat()
    .filter((row) => differs(row) && row.why === undefined);
  expect(silent.map(nameOf)).toEqual([]);
});
