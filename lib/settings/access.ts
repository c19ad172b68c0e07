import { z } from "zod";
import { parseAccessKey, type AccessKey } from "#lib/access/key.ts";
import { isLinkId } from "#lib/access/link-id.ts";
import type { Access } from "#lib/access/viewer.ts";

/** `<id>:<base64>`, several separated by commas. */
export const accessKeys = z.string().transform((list, context): readonly [AccessKey, ...AccessKey[]] => {
  const parsed = list.split(",").map((text) => parseAccessKey(text.trim()));
  const keys = parsed.filter((key) => key !== null);
  const weak = parsed.indexOf(null) + 1;
  const [first, ...others] = keys;
  if (weak > 0 || first === undefined) {
    context.addIssue({
      code: "custom",
      message: `has an entry, number ${weak}, that is not <id>:<base64 of 32 random bytes>: make one with npm run livewall -- share --new-key`,
    });
    return z.NEVER;
  }
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    context.addIssue({ code: "custom", message: "names two keys alike: a link could belong to either" });
  }
  return [first, ...others];
});

/** The ids of links, separated by commas. What is none withdraws nothing: a link that somebody meant by it would go on to open. */
export const revokedLinks = z.string().transform((list, context) => {
  const ids = list.split(",").map((id) => id.trim());
  const wrong = ids.findIndex((id) => !isLinkId(id)) + 1;
  if (wrong > 0) {
    context.addIssue({
      code: "custom",
      message: `has an entry, number ${wrong}, that is no link's id: take the one that npm run livewall -- share printed beside the link`,
    });
  }
  return ids;
});

/** @param e keys are there where the wall is gated: the settings were checked */
export function accessOf(e: {
  readonly ACCESS?: "public" | "gated" | undefined;
  readonly ACCESS_KEYS?: readonly [AccessKey, ...AccessKey[]] | undefined;
  readonly ACCESS_REVOKED?: readonly string[] | undefined;
}): Access {
  if (e.ACCESS === "public") return { mode: "public" };
  if (e.ACCESS_KEYS === undefined) throw new TypeError("a gated wall without keys");
  return { mode: "gated", keys: e.ACCESS_KEYS, revoked: new Set(e.ACCESS_REVOKED) };
}
