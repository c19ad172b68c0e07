import { randomBytes } from "node:crypto";
import { demoEnv } from "../../scripts/demo/app-env.ts";
import type { StoreEnv } from "../../scripts/store/hosted-store.ts";
import { pathToThisNode } from "../../scripts/store/this-node.ts";
import { livewallViewer } from "./viewers/livewall.ts";
import { naiveViewer } from "./viewers/naive.ts";

const NEXT = ["node_modules/next/dist/bin/next", "start", "--port", "PORT", "--hostname", "127.0.0.1"];

/** Signs the hooks of the browser's trial. */
export const SECRET = randomBytes(24).toString("base64");

/** The galleries that are measured, on one store. */
export function galleries(store: StoreEnv) {
  const env = demoEnv(process.env, {
    ...store,
    ...pathToThisNode(),
    WEBHOOK_SECRET: SECRET,
    ACCESS: "public",
  });
  return [
    { name: "livewall", command: NEXT, path: "", env, viewer: livewallViewer },
    { name: "naive", command: ["bench/wall/naive/server.ts", "PORT"], path: "", env, viewer: naiveViewer },
  ] as const;
}
