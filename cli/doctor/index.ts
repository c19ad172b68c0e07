import { Option } from "commander";
import { parseToolSettings } from "../tool-settings.ts";
import type { Role } from "../bucket/policy.ts";
import { createCommand, UsageError } from "../command.ts";
import { API_SECRET_OPTION } from "../provider.ts";
import { listFaults } from "../settings.ts";
import { toJson } from "../text.ts";
import type { World } from "../world.ts";
import { checkAddress } from "./address.ts";
import { checkConnection } from "./connection.ts";
import { type Check, checkSettings, createContext, type DoctorOptions } from "./context.ts";
import { checkFeeds, checkTestHook } from "./feeds.ts";
import { COLOURS, type Finding, format, groupEqual, notRun, summarise, toFinding } from "./finding.ts";
import { checkAccount, checkTokens, checkWebhooks } from "./provider.ts";
import { checkSelf } from "./self-test.ts";
import {
  checkBucket,
  checkClock,
  checkContract,
  checkLifecycle,
  checkPermissions,
  checkPictures,
  checkPrivacy,
} from "./store.ts";

const DESCRIPTION = `Checks the settings, the store, the provider and the path between them, and prints each problem with
its remedy. The exit code is 0 when nothing failed, and 1 when something did.`;

const BUCKET = "a bucket that answers";
const PROVIDER = "the provider";
const HOOKED = `${PROVIDER}, ${BUCKET}, and the app's clock as here`;

/** Each check, its name, and what it needs: a check that finds nothing was not run. "" for one that may find nothing. */
const CHECKS: readonly (readonly [check: Check, name: string, needs: string])[] = [
  [checkSettings, "settings", ""],
  [(context) => checkConnection(context), "store", ""],
  [checkBucket, "store", ""],
  [checkClock, "clock", BUCKET],
  [checkPermissions, "permissions", BUCKET],
  [checkPrivacy, "privacy", BUCKET],
  [checkLifecycle, "lifecycle", BUCKET],
  [checkContract, "store contract", `${BUCKET}, and the role receiver`],
  [checkPictures, "pictures", ""],
  [checkAccount, "provider", ""],
  [checkWebhooks, "webhook", `${PROVIDER}, and the address of this Livewall`],
  [checkTokens, "tokens", PROVIDER],
  [checkAddress, "address", ""],
  [checkSelf, "self-test", "Livewall at its public address"],
  [checkTestHook, "provider's test", HOOKED],
  [checkFeeds, "feeds", HOOKED],
];

export async function run(args: string[], world: World): Promise<number> {
  const options = createCommand("doctor", DESCRIPTION, world)
    .option("--url <url>", "the public address of this Livewall; or set PUBLIC_URL")
    .option(...API_SECRET_OPTION)
    .addOption(
      new Option("--role <role...>", "for the keys of a process that does only one")
        .choices(["receiver", "gallery"])
        .default(["receiver", "gallery"] satisfies Role[], "both"),
    )
    .option("--re-enable", "enable the webhook again, if the provider has disabled it")
    .option("--test-hook", "have the provider send its test thumbnail to every webhook of the account")
    .option("--json", "print one JSON document instead of lines")
    .parse(args, { from: "user" })
    .opts<DoctorOptions>();
  const given = options.url === undefined ? {} : { PUBLIC_URL: options.url };
  const misused = listFaults(() => parseToolSettings(given));
  if (misused.length > 0) throw new UsageError(misused.join("\n  "));

  const context = createContext({ ...world, env: { ...world.env, ...given } }, options);
  const findings: Finding[] = [];
  for (const [check, name, needs] of CHECKS) {
    const found = await check(context).catch((error: unknown) => [toFinding(error)]);
    if (found.length === 0 && needs !== "") found.push(notRun(name, needs));
    findings.push(...found);
    if (options.json) continue;
    for (const group of groupEqual(found)) world.print(format(...group), COLOURS[group[0].state]);
  }
  const summary = summarise(findings);
  world.print(options.json ? toJson(summary, 2) : `\n${summary.says}`);
  return summary.ok ? 0 : 1;
}
