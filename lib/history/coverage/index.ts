import "server-only";
import { z } from "zod";
import { allows } from "#lib/access/scope.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { BoundedMap } from "#lib/bounded-map.ts";
import { PRIVATE } from "#lib/gallery/caching.ts";
import { describeError, log } from "#lib/http/log.ts";
import { problem } from "#lib/http/problem.ts";
import { isFeedId, parseStream, streamId } from "#lib/model/stream.ts";
import { settings } from "#lib/settings/index.ts";
import { createSlots } from "#lib/slots.ts";
import { store } from "#lib/store/index.ts";
import { StoreError } from "#lib/store/store.ts";
import { readCoverage } from "./read.ts";
import type { Coverage } from "#lib/model/coverage.ts";
import { GRID_MS, isSettled, LONGEST_MS } from "#lib/model/stretches.ts";

const DEADLINE_MS = 4_000;
/** A timeline that shows now asks as often as the provider sends. */
const FRESH_MS = 20_000;
const FRESH_SETTLED_MS = 3_600_000;
/** A month of each of some dozen streams; a day is a few spans. */
const MOST_KEPT = 1_000;
const NOTHING: Coverage = { on: [], unknown: [] };
/** Each is three LISTs of a thousand keys, and the hooks have to have their time. Whoever waits longer is told to come again. */
const MOST_AT_ONCE = 4;
const PATIENCE_MS = 3_000;

const time = z
  .string()
  .regex(/^\d{1,13}$/)
  .transform(Number)
  .refine((ms) => ms % GRID_MS === 0);
const query = z
  .object({
    stream: z
      .string()
      .transform(parseStream)
      .pipe(z.object({ account: z.string(), name: z.string() })),
    feed: z.string().refine(isFeedId).nullable(),
    from: time,
    to: time,
  })
  .refine(({ from, to }) => from < to && to - from <= LONGEST_MS);

const turns = createSlots(MOST_AT_ONCE);
const kept = new BoundedMap<{ readonly at: number; readonly coverage: Promise<Coverage> }>(MOST_KEPT);

/** Answers when a stream was on: `GET /api/coverage?stream=&from=&to=`, a day at most, in ms since 1970, in half minutes. */
export async function answerCoverageOf(viewer: Viewer, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const given = ["stream", "feed", "from", "to"].map((name) => [name, searchParams.get(name)]);
  const parsed = query.safeParse(Object.fromEntries(given));
  if (!parsed.success) return problem({ status: 400, title: "Not a query" });
  const { stream, feed, from, to } = parsed.data;
  // As of a stream that there is not.
  const coverage = allows(viewer.scope, stream)
    ? await shared(`${from} ${to} ${feed} ${streamId(stream)}`)
    : NOTHING;
  if (coverage === null) {
    return problem({ status: 503, title: "The store cannot be reached", headers: { "Retry-After": "5" } });
  }
  const settled = isSettled(to, Date.now());
  const cacheControl = viewer.until === null ? `public, max-age=${settled ? 600 : 10}` : PRIVATE;
  return Response.json(coverage, { headers: { "Cache-Control": cacheControl } });

  /** Viewers who look at the same stretch share what was read. */
  async function shared(name: string): Promise<Coverage | null> {
    const known = kept.get(name);
    const isKept =
      known !== undefined && Date.now() - known.at < (isSettled(to, known.at) ? FRESH_SETTLED_MS : FRESH_MS);
    const entry = isKept ? known : { at: Date.now(), coverage: read() };
    kept.set(name, entry);
    try {
      return await entry.coverage;
    } catch (error) {
      kept.set(name, { at: 0, coverage: Promise.resolve(NOTHING) });
      log("coverage-failed", { level: "error", stream: streamId(stream), error: describeError(error) });
      return null;
    }
  }

  async function read(): Promise<Coverage> {
    const kind = settings().receiver.previews ? "preview" : "frame";
    const coverage = await turns.run(
      () => readCoverage(store(), { stream, feed, kind }, { from, to }, AbortSignal.timeout(DEADLINE_MS)),
      PATIENCE_MS,
    );
    if (coverage === "busy") throw new StoreError("list", new Error("too many are waiting"));
    return coverage;
  }
}
