import { setTimeout as delay } from "node:timers/promises";
import type { Server } from "../app/server.ts";
import { spoolScenarios } from "./spool-scenarios.ts";
import type { Store } from "../store/restartable.ts";
import type { Fault, FaultProxy } from "./proxy.ts";

/** What a scenario may lay hands on while the load goes on. */
export type Field = {
  readonly proxy: FaultProxy;
  readonly store: Store;
  readonly receiver: Server;
  readonly spoolDirectory: string;
  /** Posts what somebody captured, as often as it is answered, until the signal. */
  readonly replay: (signal: AbortSignal) => Promise<void>;
  /** How long the trouble lasts. */
  readonly troubleMs: number;
};

export type Scenario = {
  readonly name: string;
  readonly act: (field: Field) => Promise<void>;
  /** That it is about a receiver with a spool. */
  readonly needsSpool?: boolean;
  /** Further settings of the receiver. */
  readonly env?: Readonly<Record<string, string>>;
};

const GARBAGE = "<?xml version='1.0'?><Error><Code>Slow</Cod";
const BUSY = "<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Please slow down.</Message></Error>";
const BROKEN = "<?xml version='1.0'?><Error><Code>InternalError</Code><Message>We failed.</Message></Error>";
const LOGIN_PAGE = "<!doctype html><title>Sign in to the network</title>";
const DEATHS = 3;

/** @param outageMs how long the store is away in the row that is about that */
export function scenarios(outageMs: number): Scenario[] {
  return [
    { name: "none", act: ({ troubleMs }) => delay(troubleMs) },
    ofNetwork("200 ms more for everything", { kind: "latency", ms: 100 }),
    ofNetwork("3 s more for everything", { kind: "latency", ms: 1_500 }),
    ofNetwork("100 KB/s to the store, each connection", { kind: "bandwidth", bytesPerSecond: 100_000 }),
    ofNetwork("connections reset at once", { kind: "reset", afterBytes: 0 }),
    ofNetwork("connections reset after 30 KB", { kind: "reset", afterBytes: 30_000 }),
    ofNetwork("connections half closed, no answer", { kind: "half-close" }),
    ofNetwork("no answer, then a reset", { kind: "hang" }),
    ofNetwork("answers stop after 40 bytes", { kind: "hang-mid-answer", afterBytes: 40 }),
    ofNetwork("500 to one request of five", answer(500, BROKEN, 5)),
    ofNetwork("503 to one request of two", answer(503, BUSY, 2)),
    ofNetwork("500 to all", answer(500, BROKEN, 1)),
    ofNetwork("503 to all", answer(503, BUSY, 1)),
    ofNetwork("500 with broken XML to all", answer(500, GARBAGE, 1)),
    ofNetwork("200 with a login page to all", answer(200, LOGIN_PAGE, 1)),
    repeatedly("the store is killed (−9)", async ({ store }) => {
      await store.kill();
      await store.start();
    }),
    repeatedly("the store is stopped", async ({ store }) => {
      await store.stop();
      await store.start();
    }),
    repeatedly("the receiver is killed (−9)", async ({ receiver }) => {
      await receiver.stop("SIGKILL");
      await receiver.start();
    }),
    repeatedly("the receiver is stopped (SIGTERM)", async ({ receiver }) => {
      await receiver.stop("SIGTERM");
      await receiver.start();
    }),
    {
      name: `the store is away for ${outageMs / 1000} s`,
      async act({ store }) {
        await store.stop();
        await delay(outageMs);
        await store.start();
      },
    },
    ...spoolScenarios(),
  ];
}

function answer(status: number, body: string, oneOf: number): Fault {
  return { kind: "answer", status, body, oneOf };
}

function ofNetwork(name: string, fault: Fault): Scenario {
  return {
    name,
    async act({ proxy, troubleMs }) {
      proxy.set(fault);
      await delay(troubleMs);
      proxy.set({ kind: "none" });
    },
  };
}

/** Several times, at moments that nobody chose. */
function repeatedly(name: string, act: Scenario["act"]): Scenario {
  return {
    name: `${name}, ${DEATHS} times`,
    async act(field) {
      for (let time = 0; time < DEATHS; time++) {
        await delay((field.troubleMs / DEATHS) * Math.random());
        await act(field);
      }
    },
  };
}
