import { z } from "zod";
import { SettingsError } from "./faults.ts";

const blankIsAbsent = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;

const isLoopback = ({ hostname }: URL) => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

/** Over plain HTTP, a secret may go no further than this machine. */
const apiUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)));
}, "must be an https URL, such as https://api.millicast.com");

/** What only the command line needs: the app itself runs without, and is safer so. */
export const toolsEnvironment = z.object({
  MILLICAST_API_SECRET: z.preprocess(blankIsAbsent, z.string().optional()),
  MILLICAST_API_URL: z.preprocess(blankIsAbsent, apiUrl.optional()),
  PUBLIC_URL: z.preprocess(blankIsAbsent, z.string().transform(readPublicUrl).optional()),
});

export type ToolSettings = {
  /** The API secret of the provider's account; null when there is none. */
  readonly apiSecret: string | null;
  readonly apiUrl: string;
  /** Where the world finds this Livewall, without a slash at its end; null when it is not said. */
  readonly publicUrl: string | null;
};

/** @throws SettingsError with all that is wrong at once */
export function parseToolSettings(env: Readonly<Record<string, string | undefined>>): ToolSettings {
  const parsed = toolsEnvironment.safeParse(env);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`));
  }
  const { MILLICAST_API_SECRET, MILLICAST_API_URL, PUBLIC_URL } = parsed.data;
  return {
    apiSecret: MILLICAST_API_SECRET?.trim() ?? null,
    apiUrl: MILLICAST_API_URL ?? "https://api.millicast.com",
    publicUrl: PUBLIC_URL ?? null,
  };
}

const WEBHOOK_PATH = "/api/thumbnails";

/** The webhook's own address is taken as well: it is what people have at hand. */
function readPublicUrl(text: string, context: z.RefinementCtx<string>): string {
  const url = URL.parse(text.trim());
  // An address that was pasted behind another "https://" has a host, too: "https".
  const isAddress = url !== null && /^https?:$/.test(url.protocol) && !url.pathname.startsWith("//");
  if (!isAddress || url.username !== "" || url.search !== "") {
    context.addIssue({
      code: "custom",
      message: "must be the address of this Livewall, such as https://wall.example.com",
    });
    return z.NEVER;
  }
  const path = url.pathname.replace(/\/+$/, "");
  return url.origin + (path.endsWith(WEBHOOK_PATH) ? path.slice(0, -WEBHOOK_PATH.length) : path);
}

/** Where the provider is to send the hooks of a Livewall. */
export function webhookUrl(publicUrl: string): string {
  return publicUrl + WEBHOOK_PATH;
}
