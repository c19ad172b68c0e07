import { demoEnv } from "../../scripts/demo/app-env.ts";
import type { StoreEnv } from "../../scripts/store/hosted-store.ts";
import { pathToThisNode } from "../../scripts/store/this-node.ts";
import type { Contender } from "./contender.ts";

const HANDLERS = "bench/ingest/handlers";
const RECEIVER = ["lib/server/main.ts", "--port", "PORT", "--hostname", "127.0.0.1"];
const NEXT = ["node_modules/next/dist/bin/next", "start", "--port", "PORT", "--hostname", "127.0.0.1"];

/** All receivers that are measured, each with the same store, secret and hooks. */
export function contenders(store: StoreEnv, secret: string, nullStore: string): Contender[] {
  // Nothing of a deployment that this machine may also be set up for.
  const env = demoEnv(process.env, {
    ...store,
    ...pathToThisNode(),
    WEBHOOK_SECRET: secret,
    ACCESS: "public",
  });
  const originals = { ...env, PREVIEWS: "off" };
  const unindexed = { ...originals, INDEX: "off" };
  const livewall = { command: NEXT, path: "/api/thumbnails" };
  const alone = { ...livewall, command: RECEIVER };
  const handler = (file: string) => ({ command: [`${HANDLERS}/${file}`, "PORT"], path: "/" });
  return [
    { ...livewall, name: "livewall", what: "Livewall, all of it: preview, original", env },
    {
      ...livewall,
      name: "originals",
      what: "Livewall with PREVIEWS=off: original, empty index entry",
      env: originals,
    },
    { ...livewall, name: "unindexed", what: "Livewall with INDEX=off: original", env: unindexed },
    { ...alone, name: "alone", what: "npm run receive, all of it: preview, original", env },
    {
      ...alone,
      name: "alone-originals",
      what: "npm run receive with PREVIEWS=off: original, empty index entry",
      env: originals,
    },
    { ...alone, name: "alone-unindexed", what: "npm run receive with INDEX=off: original", env: unindexed },
    {
      ...handler("vendor.ts"),
      name: "vendor",
      what: "the vendor's handler, aws-sdk v2: original",
      env: {
        ...env,
        AWS_NODEJS_CONNECTION_REUSE_ENABLED: "1",
        AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: "1",
      },
    },
    {
      ...handler("two-puts.ts"),
      name: "two-puts",
      what: "bare node:http, two PUTs: original, empty index entry",
      env,
    },
    { ...handler("floor.ts"), name: "floor", what: "the floor, node:http: original", env },
    {
      ...handler("floor.ts"),
      name: "floor-without-store",
      what: "the floor, and a store that keeps nothing",
      env: { ...env, AWS_ENDPOINT_URL_S3: nullStore },
    },
  ];
}
