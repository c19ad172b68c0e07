// A delivery from a spool in memory.
import { setImmediate as turn } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import type { Entry } from "#lib/spool/entry.ts";
import type { Lease } from "#lib/spool/lease.ts";
import { createEvent, TIME } from "./builders.ts";

export type Hook = { readonly name: string; readonly time: number };
type Store = (hook: Hook) => Promise<"stored" | "rejected">;

/** A spool in memory, and a clock that each pause sets forward. */
export function createScene(
  names: readonly string[],
  {
    overloadedUntil = 0,
    hold = () => Promise.resolve(true),
  }: { overloadedUntil?: number; hold?: Lease["hold"] } = {},
) {
  const hooks = names.map((name, n): Hook => ({ name, time: TIME + n }));
  const files = new Map<string, Entry | Error>();
  hooks.forEach(({ name, time }, n) => files.set(`${n}.hook`, createEvent(name, time)));
  const events: string[] = [];
  const scene = { now: 0, isReadOnly: false, removals: 0 };

  function remove(name: string): Promise<void> {
    scene.removals += 1;
    if (scene.isReadOnly) return Promise.reject(new Error("EROFS: read-only file system"));
    files.delete(name);
    return Promise.resolve();
  }

  function deliverTo(store: Store): void {
    const stopping = new AbortController();
    onTestFinished(() => stopping.abort());
    void deliverSpooled({
      spool: {
        list: () => Promise.resolve([...files.keys()]),
        async read(name) {
          await turn();
          const file = files.get(name) ?? "gone";
          if (file instanceof Error) throw file;
          return file;
        },
        remove,
        setAside: (name) => remove(name).then(() => `${name}.aside`),
        removeDrafts: () => Promise.resolve(),
      },
      lease: { hold },
      isOverloaded: () => scene.now < overloadedUntil,
      store: async (entry) => {
        if (entry.kind === "frame") throw new Error("these tests have events only");
        return store({ name: entry.event.stream.name, time: entry.event.at });
      },
      log: (event) => void events.push(event),
      signal: stopping.signal,
      time: { now: () => scene.now, pause: async (ms) => ((scene.now += ms), turn()) },
    });
  }

  const finished = new AbortController();
  onTestFinished(() => finished.abort());
  const untilLeft = async (count: number) => {
    while (files.size > count) await turn(undefined, { signal: finished.signal });
  };
  return { scene, hooks, files, events, deliverTo, untilLeft };
}
