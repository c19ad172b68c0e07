import type { z } from "zod";
import type { Environment } from "./environment.ts";
import { blankIsAbsent } from "./schema.ts";

/** Every fault of the settings, in one message that says how to mend each. It holds no value of a setting. */
export class SettingsError extends Error {
  override name = "SettingsError";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `Livewall cannot start, these settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
    this.faults = faults;
  }
}

/** What no setting shows by itself. */
export function faultsBetween(env: Environment): string[] {
  const isSet = (name: string) => blankIsAbsent(env[name]) !== undefined;
  const faults: string[] = [];
  if (!isSet("AWS_REGION") && !isSet("AWS_ENDPOINT_URL_S3")) {
    faults.push("AWS_REGION is missing: the bucket's region, such as eu-central-1");
  }
  if (isSet("AWS_ACCESS_KEY_ID") !== isSet("AWS_SECRET_ACCESS_KEY")) {
    const absent = isSet("AWS_ACCESS_KEY_ID") ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
    faults.push(`${absent} is missing: set both keys, or neither to use the machine's own role`);
  }
  if (env.INDEX === "off" && env.PREVIEWS !== "off") {
    faults.push("INDEX=off needs PREVIEWS=off: previews are the index of a stream's history");
  }
  return faults;
}

/** Who may see the wall is never left to a default. */
export function faultsOfAccess(env: Environment): string[] {
  const isSet = (name: string) => blankIsAbsent(env[name]) !== undefined;
  if (!isSet("ACCESS")) {
    return [
      "ACCESS is missing: public for a wall that anybody may see, gated for one that is opened by links",
    ];
  }
  return env.ACCESS === "gated" && !isSet("ACCESS_KEYS")
    ? ["ACCESS_KEYS is missing: make one with npm run livewall -- share --new-key"]
    : [];
}

export function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".")} ${message}`;
}
