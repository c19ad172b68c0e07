// A receiver that is replaced behind a proxy, while hooks come: docs/deploy/one-machine.md.
import { setTimeout as delay } from "node:timers/promises";
import { type ProxyKind, requireProxies, startProxy } from "../local-proxy/local-proxy.ts";
import { type Scenario, underLoad } from "./trial.ts";

const HOOKS_PER_SECOND = 10;
const TIMES = 3;
/** Two processes that make previews need more than two busy cores give. */
const ENV = { PREVIEWS: "off" };
/** For requests that the proxy has just given to the receiver. */
const SWITCH_MS = 1_000;

/** For each proxy: a plain restart, which loses hooks, and an upgrade, which must lose none of all that are sent. */
export function createUpgradeScenarios(): Scenario[] {
  return (["nginx", "caddy"] as const).flatMap((kind) => [restart(kind), upgrade(kind)]);
}

async function findRefusal(): Promise<string | null> {
  const proxies = await requireProxies();
  return proxies.ok ? null : proxies.why;
}

function restart(kind: ProxyKind): Scenario {
  return {
    name: `the receiver behind ${kind} is restarted, ${TIMES} times`,
    spool: true,
    env: ENV,
    findRefusal,
    async run(stage, pictures) {
      const proxy = await startProxy(kind, portOf(stage.server));
      const target = { ...stage, hookUrl: `${proxy.url}/api/thumbnails` };
      return underLoad(target, pictures, HOOKS_PER_SECOND, async () => {
        for (let n = 0; n < TIMES; n++) {
          await stage.server.stop();
          await stage.server.start();
        }
        return "";
      }).finally(proxy.stop);
    },
  };
}

function upgrade(kind: ProxyKind): Scenario {
  return {
    name: `the receiver behind ${kind} is upgraded, ${TIMES} times`,
    spool: true,
    env: ENV,
    findRefusal,
    async run(stage, pictures) {
      const { server } = stage;
      const second = await stage.startSecond();
      const proxy = await startProxy(kind, portOf(server), portOf(second));
      await second.stop();
      const target = { ...stage, hookUrl: `${proxy.url}/api/thumbnails` };
      const outcome = await underLoad(target, pictures, HOOKS_PER_SECOND, async () => {
        for (let n = 0; n < TIMES; n++) {
          await second.start();
          proxy.upgrade(true);
          await delay(SWITCH_MS);
          await server.stop();
          await server.start();
          proxy.upgrade(false);
          await delay(SWITCH_MS);
          await second.stop();
        }
        return "all that was sent counts";
      }).finally(async () => {
        await second.stop();
        await proxy.stop();
      });
      return { ...outcome, isAllOwed: true };
    },
  };
}

const portOf = ({ url }: { readonly url: string }) => Number(new URL(url).port);
