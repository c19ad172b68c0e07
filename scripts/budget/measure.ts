import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { parseSecret } from "#lib/provider/signature.ts";
import { Server } from "../app/server.ts";
import { demoEnv } from "../demo/app-env.ts";
import { deliver } from "../simulator/deliver.ts";
import { thumbnailHook } from "../simulator/hook.ts";
import { drawnCamera } from "../simulator/picture.ts";
import { startLocalStore } from "../store/local.ts";
import { weighEmptyPage } from "./empty-app.ts";
import { weigh, type ScriptBytes } from "./page-scripts.ts";

/** What the pages may weigh more than an empty one, gzip. */
export const BUDGET_BYTES = 25_000;

const PAGES = ["/", "/wall", "/feed?stream=ZG6NWV%2Fcamera"] as const;

export type PageWeight = ScriptBytes & {
  readonly page: string;
  /** Above an empty page, gzip. */
  readonly own: number;
};

/** Weighs the browser's scripts of the production build. */
export async function weighPages(): Promise<{ empty: ScriptBytes; pages: PageWeight[] }> {
  const empty = await weighEmptyPage();
  mkdirSync(".data/budget", { recursive: true });
  const directory = mkdtempSync(".data/budget/store-");
  const store = await startLocalStore({ directory, port: 0 });
  const secret = randomBytes(24).toString("base64");
  const env = demoEnv(process.env, { ...store.env, WEBHOOK_SECRET: secret, ACCESS: "public" });
  const server = await Server.start({ ...env, NODE_ENV: "production" }, () => undefined);
  try {
    await showFrame(server.url, secret);
    const read = async (address: string) => {
      const response = await fetch(new URL(address, server.url));
      if (!response.ok) throw new Error(`${address} was answered with ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    };
    const pages = [];
    for (const page of PAGES) {
      const html = await (await fetch(server.url + page)).text();
      const weight = await weigh(html, read);
      pages.push({ page, ...weight, own: weight.gzip - empty.gzip });
    }
    return { empty, pages };
  } finally {
    await server.stop();
    await store.stop();
    rmSync(directory, { recursive: true });
  }
}

/** A page that has nothing to show may load less. */
async function showFrame(url: string, secretText: string): Promise<void> {
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("The secret of the measurement is none.");
  const time = Date.now();
  const jpeg = await drawnCamera("camera", 0)(time);
  const identity = { account: "ZG6NWV", name: "camera", source: null, feed: "one" };
  const delivery = await deliver(`${url}/api/thumbnails`, thumbnailHook(secret, identity, jpeg, time));
  if (!delivery.ok) throw new Error(`A hook was answered with ${delivery.status}: ${delivery.why}`);
}

/** What is wrong with the weights; empty when all is well. */
export function faultsOf(pages: readonly PageWeight[]): string[] {
  return pages.flatMap(({ page, files, own }) => {
    if (files === 0) return [`${page} loads no script at all`];
    const over = own - BUDGET_BYTES;
    return over > 0 ? [`${page} is ${over} bytes over the budget of ${BUDGET_BYTES}`] : [];
  });
}

/** One line for each page. */
export function describe(empty: ScriptBytes, pages: readonly PageWeight[]): string[] {
  const all = [{ page: "an empty page", ...empty, own: 0 }, ...pages];
  return all.map(
    ({ page, files, gzip, brotli, own }) =>
      `${page}: ${files} scripts, ${gzip} bytes gzip (${own} of its own), ${brotli} brotli`,
  );
}
