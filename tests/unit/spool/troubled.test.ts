import { expect, test } from "vitest";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import type { Entry } from "#lib/spool/entry.ts";
import type { Spool } from "#lib/spool/spool.ts";
import { createTroubled } from "#lib/spool/troubled.ts";
import { until } from "../../../scripts/shared/until.ts";

const PATIENCE_MS = 20_000;

/** A spool without a disk. */
function spoolOf(entries: Map<string, Entry>): Spool {
  const remove = (name: string) => Promise.resolve(void entries.delete(name));
  const unused = () => Promise.reject(new Error("a delivery only delivers"));
  return {
    keep: unused,
    measure: unused,
    names: () => Promise.resolve([...entries.keys()].sort()),
    read: (name) => Promise.resolve(entries.get(name) ?? "gone"),
    removeDrafts: () => Promise.resolve(),
    remove,
    putAside: remove,
  };
}

test(
  "any number of streams that the store never takes hold back no other",
  { timeout: 3 * PATIENCE_MS },
  async () => {
    const entries = new Map<string, Entry>();
    function add(name: string) {
      const event = {
        event: "ended",
        stream: { account: "A1", name },
        feed: "f",
        source: "",
        at: 1,
        ended: 1,
      } as const;
      entries.set(String(1_000_000 + entries.size), { kind: "event", event });
    }
    for (let n = 0; n < 36; n += 1) add(`never ${n % 12}`);
    for (let n = 0; n < 20; n += 1) add(`good ${n % 4}`);
    const tries = new Map<string, number>();
    const stopping = new AbortController();
    void deliverSpooled({
      spool: spoolOf(entries),
      lease: { hold: () => Promise.resolve(true) },
      isBusy: () => false,
      store: (entry) => {
        const { name } = (entry.kind === "event" ? entry.event : entry.frame).stream;
        tries.set(name, (tries.get(name) ?? 0) + 1);
        return name.startsWith("never")
          ? Promise.reject(new Error("AccessDenied"))
          : Promise.resolve("stored");
      },
      log: () => undefined,
      signal: stopping.signal,
    });
    await until("the others to be through", PATIENCE_MS, () => Promise.resolve(entries.size === 36));
    const tried = [0, 1, 2, 3].map((n) => tries.get(`good ${n}`));
    expect(tried).toEqual([5, 5, 5, 5]);
    stopping.abort();
  },
);

test("what fails waits twice as long each time, at most half a minute", () => {
  let now = 0;
  const troubled = createTroubled(() => now);
  const waits = Array.from({ length: 8 }, () => {
    troubled.failed("a");
    const begun = now;
    while (troubled.due().length === 0) now += 500;
    return now - begun;
  });
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test("what was tried the longest ago comes first, and what is delivered no more", () => {
  const troubled = createTroubled(() => 0);
  for (const what of ["a", "b", "c", "a"]) troubled.failed(what);
  expect(troubled.due()).toEqual([]);
  troubled.hurry();
  expect(troubled.due()).toEqual(["b", "c", "a"]);
  troubled.delivered("c");
  expect(troubled.due()).toEqual(["b", "a"]);
  troubled.keep(new Set(["a"]));
  expect(troubled.due()).toEqual(["a"]);
  expect(troubled.has("b")).toBe(false);
});
