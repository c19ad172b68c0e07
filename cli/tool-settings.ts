// The settings that only the command line uses.
import { z } from "zod";
import type { Environment } from "#lib/settings/environment.ts";
import { optional, parseTable, secret, withDefault } from "#lib/settings/parse.ts";

const isLoopback = ({ hostname }: URL) => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

/** Over plain HTTP, the secret may go to this machine only. */
const apiUrl = z.string().refine((given) => {
  const url = URL.parse(given);
  return url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)));
}, "must be an https URL, such as https://api.millicast.com");

const WEBHOOK_PATH = "/api/thumbnails";

/** The address of the webhook is accepted too, because operators have it at hand. */
const publicUrl = z.string().transform((given, context) => {
  const url = URL.parse(given.trim());
  // An address that was pasted behind another "https://" has the host "https".
  const isAddress = url !== null && /^https?:$/.test(url.protocol) && !url.pathname.startsWith("//");
  if (!isAddress || url.username !== "" || url.search !== "") {
    const message = "must be the address of this Livewall, such as https://wall.example.com";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  }
  const path = url.pathname.replace(/\/+$/, "");
  return url.origin + (path.endsWith(WEBHOOK_PATH) ? path.slice(0, -WEBHOOK_PATH.length) : path);
});

/** For the command line only: the app runs without, and is safer so. */
export const TOOLS = {
  MILLICAST_API_SECRET: secret(
    optional(
      "asked for at a terminal",
      z.string(),
      "The API secret of the provider's account (dashboard: Settings, Security, API Secrets), for `npm run setup` and `npm run livewall`. Do not give it to the app: it opens the whole account.",
    ),
  ),
  MILLICAST_API_URL: withDefault("https://api.millicast.com", apiUrl, "The provider's REST API."),
  PUBLIC_URL: optional(
    "none: neither the address nor its webhook can be checked",
    publicUrl,
    "The public address of this Livewall, such as `https://wall.example.com`.",
  ),
};

/** @throws SettingsError with all faults at once */
export function parseToolSettings(env: Environment) {
  const e = parseTable(TOOLS, env);
  return {
    apiSecret: e.MILLICAST_API_SECRET?.trim() ?? null,
    apiUrl: e.MILLICAST_API_URL,
    /** The public address of this Livewall, without a slash at its end. */
    publicUrl: e.PUBLIC_URL ?? null,
  };
}

export function webhookUrl(publicUrl: string): string {
  return publicUrl + WEBHOOK_PATH;
}
