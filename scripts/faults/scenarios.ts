import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { replay } from "./attackers.ts";
import { flipBit, takeRoom } from "./disk.ts";
import type { Fault } from "./proxy.ts";
import type { Stage } from "./stage.ts";
import { type Scenario, underLoad } from "./trial.ts";

type Durations = {
  /** How long each fault lasts. */
  readonly faultMs: number;
  readonly outageMs: number;
  readonly hooksPerSecond: number;
};
/** @param captured a picture that an attacker has seen */
type Act = (stage: Stage, captured: Buffer) => Promise<unknown>;

const GARBAGE = "<?xml version='1.0'?><Error><Code>Slow</Cod";
const BUSY = "<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Please slow down.</Message></Error>";
const BROKEN = "<?xml version='1.0'?><Error><Code>InternalError</Code><Message>We failed.</Message></Error>";
const LOGIN_PAGE = "<!doctype html><title>Sign in to the network</title>";
const RESTARTS = 3;
/** The minimum of the setting: a dozen frames. */
const SMALL_SPOOL = { SPOOL_MAX_BYTES: "1000000" };
const LARGE_SPOOL = { SPOOL_MAX_BYTES: "20000000" };
/** Two dozen frames. */
const SMALL_DISK = "size=2m";
const FEW_FILES = "size=16m,nr_inodes=24";
/** Less than a frame, so that each write of one breaks off in its middle. */
const MAX_FILE_BYTES = 30_000;

export function createFaultScenarios({ faultMs, outageMs, hooksPerSecond }: Durations): Scenario[] {
  const scenario = (name: string, act: Act, more: Partial<Scenario> = {}): Scenario => ({
    name,
    ...more,
    run: (stage, pictures) =>
      underLoad(stage, pictures, hooksPerSecond, async () => {
        await act(stage, pictures[0] ?? Buffer.alloc(0));
        return "";
      }),
  });
  const network = (name: string, fault: Fault) =>
    scenario(name, async ({ proxy }) => {
      proxy.set(fault);
      await delay(faultMs);
    });
  const answer = (name: string, status: number, body: string, oneOf = 1) =>
    network(name, { kind: "answer", status, body, oneOf });
  const restarts = (name: string, restart: Act) =>
    scenario(`${name}, ${RESTARTS} times`, async (stage, captured) => {
      for (let n = 0; n < RESTARTS; n++) {
        await delay((faultMs / RESTARTS) * Math.random());
        await restart(stage, captured);
      }
    });
  const whileAway = (name: string, act: Act, more: Partial<Scenario> = {}) =>
    scenario(
      `the store is away, ${name}`,
      async (stage, captured) => {
        await stage.store.stop();
        await act(stage, captured);
        await stage.store.start();
      },
      { spool: true, ...more },
    );
  const restartWithoutRoom: Act = async ({ server, spoolDirectory }) => {
    await delay(faultMs);
    takeRoom(spoolDirectory);
    await server.stop("SIGKILL");
    await server.start();
  };
  return [
    scenario("none", () => delay(faultMs)),
    network("200 ms more for everything", { kind: "latency", ms: 100 }),
    network("3 s more for everything", { kind: "latency", ms: 1_500 }),
    network("100 KB/s to the store, each connection", { kind: "bandwidth", bytesPerSecond: 100_000 }),
    network("connections reset at once", { kind: "reset", afterBytes: 0 }),
    network("connections reset after 30 KB", { kind: "reset", afterBytes: 30_000 }),
    network("connections half closed, no answer", { kind: "half-close" }),
    network("no answer, then a reset", { kind: "hang" }),
    network("answers stop after 40 bytes", { kind: "hang-mid-answer", afterBytes: 40 }),
    answer("500 to one request of five", 500, BROKEN, 5),
    answer("503 to one request of two", 503, BUSY, 2),
    answer("500 to all", 500, BROKEN),
    answer("503 to all", 503, BUSY),
    answer("500 with broken XML to all", 500, GARBAGE),
    answer("200 with a login page to all", 200, LOGIN_PAGE),
    restarts("the store is killed (−9)", ({ store }) => store.kill().then(() => store.start())),
    restarts("the store is stopped", ({ store }) => store.stop().then(() => store.start())),
    restarts("the receiver is killed (−9)", ({ server }) =>
      server.stop("SIGKILL").then(() => server.start()),
    ),
    restarts("the receiver is stopped (SIGTERM)", ({ server }) => server.stop().then(() => server.start())),
    scenario(`the store is away for ${outageMs / 1000} s`, async ({ store }) => {
      await store.stop();
      await delay(outageMs);
      await store.start();
    }),
    whileAway("and the spool is full", () => delay(faultMs), { env: SMALL_SPOOL }),
    whileAway("and the disk breaks off each write", async ({ server: { pid } }) => {
      limitFiles(pid, String(MAX_FILE_BYTES));
      await delay(faultMs);
      limitFiles(pid, "unlimited");
    }),
    whileAway("and the spool's disk is gone for half of it", async ({ spoolDirectory }) => {
      const away = `${spoolDirectory}.away`;
      await delay(faultMs / 4);
      mkdirSync(spoolDirectory, { recursive: true });
      renameSync(spoolDirectory, away);
      writeFileSync(spoolDirectory, "");
      await delay(faultMs / 2);
      rmSync(spoolDirectory);
      renameSync(away, spoolDirectory);
      await delay(faultMs / 4);
    }),
    whileAway(
      "and a captured picture is repeated under other names",
      (stage, captured) => replay(stage, captured, AbortSignal.timeout(faultMs)),
      { env: LARGE_SPOOL },
    ),
    whileAway("and the spool's disk is full at a restart", restartWithoutRoom, {
      disk: SMALL_DISK,
    }),
    whileAway("and the spool's disk has no inodes at a restart", restartWithoutRoom, {
      disk: FEW_FILES,
    }),
    {
      name: "the store is away, and a bit of a spooled frame flips",
      spool: true,
      async run(stage, pictures) {
        const damaged: string[] = [];
        const outcome = await underLoad(stage, pictures, hooksPerSecond, async () => {
          await stage.store.stop();
          await delay(faultMs);
          damaged.push(await flipBit(stage.spoolDirectory));
          await stage.store.start();
          return "";
        });
        return { ...outcome, damaged };
      },
    },
  ];
}

/** The kernel cuts off longer writes of the running process (prlimit of util-linux). */
function limitFiles(pid: number | undefined, bytes: string): void {
  execFileSync("prlimit", [`--pid=${pid ?? ""}`, `--fsize=${bytes}:unlimited`]);
}
