// What AWS Lambda loads: the receiver of this process, without what outlives an answer (spool, metrics).
import "server-only";
import { log } from "#lib/http/log.ts";
import { createReceiver } from "#lib/receiver/receiver.ts";
import { parseHookSettings } from "#lib/settings/settings.ts";
import { SettingsError } from "#lib/settings/parse.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { createHandler } from "./handler.ts";

const { receiver, store } = parseHookSettings();
if (receiver.spool !== null) {
  throw new SettingsError([
    "SPOOL_DIR is set: what a Lambda function writes to its disk is lost with it, so leave it out there",
  ]);
}

/** Made while Lambda starts the process, when it has a whole core and no hook waits. */
export const handler = createHandler(
  createReceiver({ settings: receiver, store: openStore(store), log, onHook: () => undefined }).receive,
  log,
);
