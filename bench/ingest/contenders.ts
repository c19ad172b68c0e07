import { PROGRAMS } from "../../scripts/app/server.ts";
import type { StoreEnv } from "../../scripts/local-store/local-store.ts";
import { type Contender, createEnv } from "../shared/contender.ts";

/** A program that receives hooks. */
export type Receiver = Contender & { readonly title: string; readonly path: string };

export const NAMES = [
  ...["livewall", "livewall-originals", "livewall-unindexed"],
  ...["alone", "alone-originals", "alone-unindexed"],
  ...["vendor", "two-puts", "floor", "floor-without-store"],
] as const;

export const toHandler = (name: string) => ["bench/ingest/handlers.ts", name, "PORT"];

/** All receivers that are measured, with the same store, secret and hooks. */
export function createReceivers(store: StoreEnv, secret: string, nullStore: string): Receiver[] {
  const env = createEnv(store, secret);
  const livewall = (name: string, title: string, program: keyof typeof PROGRAMS, settings: object) => ({
    name,
    title,
    program: PROGRAMS[program],
    env: { ...env, ...settings },
    path: "/api/thumbnails",
  });
  const handler = (name: string, title: string, program = name, settings = {}) => ({
    name,
    title,
    program: toHandler(program),
    env: { ...env, ...settings },
    path: "/",
  });
  const variants = (name: string, title: string, program: keyof typeof PROGRAMS) => [
    livewall(name, title, program, {}),
    livewall(`${name}-originals`, `${title}, \`PREVIEWS=off\``, program, { PREVIEWS: "off" }),
    livewall(`${name}-unindexed`, `${title}, \`INDEX=off\``, program, { PREVIEWS: "off", INDEX: "off" }),
  ];
  return [
    ...variants("livewall", "Livewall (Next)", "app"),
    ...variants("alone", "`npm start -- --no-wall`", "receiver"),
    handler("vendor", "the vendor's handler: one PUT", "vendor", {
      AWS_NODEJS_CONNECTION_REUSE_ENABLED: "1",
      AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: "1",
    }),
    handler("two-puts", "the bare program: two PUTs"),
    handler("floor", "the floor: one PUT"),
    handler("floor-without-store", "the floor with a store that keeps nothing", "floor", {
      AWS_ENDPOINT_URL_S3: nullStore,
    }),
  ];
}
