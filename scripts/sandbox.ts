// npm run sandbox: a provider's account and a store of this machine's own, to try the setup without either.
import { writeFileSync } from "node:fs";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { prepareStoreDirectory } from "./demo/local-data.ts";
import { LocalStore } from "./local-store/local-store.ts";
import { type ProviderServer, startProviderServer } from "./provider-sim/server.ts";
import { integer, runScript, seconds, type Values } from "./shared/options.ts";

const ENV_FILE = ".data/sandbox.env";
const STORE_DIRECTORY = ".data/sandbox-store";
const STREAMS = ["stage", "entrance", "garden"];
const OWNER_ONLY = 0o600;
const OPTIONS = {
  port: integer("the port of the provider", 9100, { max: 65_535 }),
  "store-port": integer("the port of the store", 9000, { max: 65_535 }),
  interval: seconds("between two pictures of a stream", 10),
};

async function runSandbox({ port, "store-port": storePort, interval }: Values<typeof OPTIONS>) {
  const notes: string[] = [];
  prepareStoreDirectory(STORE_DIRECTORY, (line) => notes.push(`${line}\n`));
  const store = await LocalStore.start({ directory: STORE_DIRECTORY, port: storePort });
  const provider = await startProviderServer({ port }).catch(async (error: unknown) => {
    await store.stop();
    throw error;
  });
  const settings = {
    ...store.env,
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(ENV_FILE, lines.join(""), { mode: OWNER_ONLY });
  console.log(`${notes.join("")}A provider at ${provider.url} and a store at ${store.env.AWS_ENDPOINT_URL_S3}.
Its account and API secret are new at each start; the contents of the store stay in ${STORE_DIRECTORY}.
In another terminal, after each start and from the first line on:

  set -a; . ${ENV_FILE}; set +a
  npm run setup -- --url http://localhost:3000 --access public --create-token wall --write-keys --yes
  npm run build && npm start

and open http://localhost:3000: its tiles come within ${interval} seconds. In a third one, after the first line again:

  npm run livewall -- doctor

Ctrl-C stops both. The setup writes .env.local. Before you set up the real thing, remove it and close the other terminals, or that goes on to mean this store.`);
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
  const publishing = publish(provider, interval * 1000, stopping.signal);
  await once(stopping.signal, "abort");
  await publishing;
  await provider.stop();
  await store.stop();
  return 0;
}

/** Has three streams live, which send pictures as soon as a token of the account sends any. */
async function publish({ account, hooks }: ProviderServer, intervalMs: number, signal: AbortSignal) {
  const feeds = STREAMS.map((name) => account.publish(name, account.tokens[0]?.id ?? 0));
  while (!signal.aborted) {
    if (account.tokens.some(({ enableThumbnails }) => enableThumbnails)) {
      await Promise.all(feeds.map((feed) => hooks.sendThumbnail(feed)));
    }
    await delay(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}

await runScript("sandbox", OPTIONS, runSandbox);
