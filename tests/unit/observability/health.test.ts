import { expect, onTestFinished, test, vi } from "vitest";
import { createHealthCheck } from "#lib/observability/health.ts";

function check(isFailing: () => boolean = () => false, spool: (() => Promise<void>) | null = null) {
  let now = Date.UTC(2026, 10, 23, 12);
  let probes = 0;
  const lines: { event: string; error?: unknown }[] = [];
  const store = {
    probe: () => {
      probes += 1;
      return isFailing() ? Promise.reject(new Error("bucket secret-name is away")) : Promise.resolve();
    },
    probeReading: () => Promise.resolve(),
  };
  const log = (event: string, fields: object) => void lines.push({ event, ...fields });
  const health = createHealthCheck({ store, spool, log, now: () => now });
  async function ask(query: string) {
    const response = await health(new URLSearchParams(query));
    return [response.status, (await response.json()) as unknown];
  }
  return { ask, lines, probes: () => probes, pass: (ms: number) => void (now += ms) };
}

const OK = [200, { status: "ok", store: "ok" }];
const FAILING = [503, { status: "failing", store: "failing" }];

test("answers without a probe of the store", async () => {
  const { ask, probes } = check(() => true);
  expect(await ask("")).toEqual([200, { status: "ok" }]);
  expect(probes()).toBe(0);
});

test.each(["deep", "deep=", "deep=1"])("probes the store for ?%s", async (query) => {
  expect(await check().ask(query)).toEqual(OK);
  expect(await check(() => true).ask(query)).toEqual(FAILING);
});

test("only reads for ?deep=read", async () => {
  expect(await check(() => true).ask("deep=read")).toEqual(OK);
});

test("gives the reason to the log only", async () => {
  const { ask, lines } = check(() => true);
  await ask("deep");
  expect(lines).toMatchObject([{ event: "health-failing", error: "bucket secret-name is away" }]);
});

test("probes once in ten seconds for all clients, and sees the store recover", async () => {
  let isDown = true;
  const { ask, probes, pass } = check(() => isDown);
  await Promise.all([ask("deep"), ask("deep"), ask("deep")]);
  isDown = false;
  pass(9_999);
  expect(await ask("deep")).toEqual(FAILING);
  expect(probes()).toBe(1);
  pass(1);
  expect(await ask("deep")).toEqual(OK);
  expect(probes()).toBe(2);
});

test.each([
  ["ok", 200, () => Promise.resolve()],
  ["failing", 503, () => Promise.reject(new Error("ENOSPC: no space left on device"))],
] as const)("reports that the spool is %s to a receiver's check", async (state, status, spool) => {
  const { ask, lines } = check(() => false, spool);
  expect(await ask("deep")).toEqual([status, { status: state, store: "ok", spool: state }]);
  expect(await ask("deep=read")).toEqual(OK);
  expect(await ask("")).toEqual([200, { status: "ok" }]);
  expect(lines.map(({ error }) => error)).toEqual(state === "ok" ? [] : ["ENOSPC: no space left on device"]);
});

test("reports a disk that does not answer", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const timeout = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("no answer in time")), ms);
    return controller.signal;
  });
  onTestFinished(() => timeout.mockRestore());
  const answer = check(
    () => false,
    () => new Promise(() => undefined),
  ).ask("deep");
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await answer).toEqual([503, { status: "failing", store: "ok", spool: "failing" }]);
});
