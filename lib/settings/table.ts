import { optional, required, secret, withDefault } from "./parse.ts";
import { STORE } from "./store-table.ts";
import * as is from "./values.ts";

const WEBHOOK = {
  WEBHOOK_SECRET: secret(
    required(
      "copy the secret of the webhook at the provider",
      is.webhookSecrets,
      "The webhook's secret as the provider shows it, in base64. During a rotation, or for several accounts: several, separated by commas, the newest first.",
    ),
  ),
  STREAMS: optional(
    "all",
    is.streamPatterns,
    "The accepted streams, separated by commas: `<account>/<name>`, or `<account>/<beginning>*`. Hooks of others are answered 403.",
  ),
};

const LIMITS = {
  MAX_FRAME_BYTES: withDefault(
    "4500000",
    is.wholeNumber(1_000, 100_000_000),
    "The largest body. Vercel accepts no more than the default; your own machine may accept more.",
  ),
  MAX_FRAME_PIXELS: withDefault(
    "33177600",
    is.wholeNumber(10_000, 500_000_000),
    "The largest picture: 8K by default.",
  ),
  MAX_BYTES_IN_FLIGHT: withDefault(
    "200000000",
    is.wholeNumber(1_000_000, 100_000_000_000),
    "The memory for the bodies of all concurrent hooks. When it is full, new hooks wait for two seconds, then are answered 503.",
  ),
};

const PICTURES = {
  PREVIEWS: withDefault("on", is.onOrOff, "`on` or `off`: with off, the wall shows the originals."),
  ORIGINALS: withDefault(
    "on",
    is.onOrOff,
    "`on` or `off`: with on, a tile that has more pixels on its screen than a preview, which is 480 pixels wide, shows the original ([costs](costs.md)).",
  ),
  INDEX: withDefault(
    "on",
    is.onOrOff,
    "`on` or `off`: off stores one object per frame. Streams then have no history, and an offline stream leaves the wall after five minutes. Needs `PREVIEWS=off`.",
  ),
  BLACK_BRIGHTNESS: withDefault("0.1", is.decimal(0, 1), "A darker pixel counts as dark; 1 is white."),
  BLACK_SHARE: withDefault("0.98", is.decimal(0.5, 1), "The share of dark pixels in a black picture."),
  FROZEN_AFTER_SECONDS: withDefault(
    "300",
    is.wholeNumber(0, 86_400),
    "A feed is frozen when its picture has not changed for this long; 0 turns the detection off.",
  ),
  FROZEN_TOLERANCE: withDefault(
    "2",
    is.wholeNumber(0, 255),
    "The change of brightness, out of 255, up to which a part of the picture counts as unchanged.",
  ),
};

const SPOOL = {
  SPOOL_DIR: optional(
    "none: such hooks are answered 503",
    is.text,
    "A folder on the machine's own disk. Hooks that the store does not accept are acknowledged and wait there. They are delivered when the store is back, also after a restart.",
  ),
  SPOOL_MAX_BYTES: withDefault(
    "1000000000",
    is.wholeNumber(1_000_000, 1_000_000_000_000),
    "The size of the spool. When it is full, new hooks are answered 503.",
  ),
};

const WALL = {
  PUBLIC_URL: optional(
    "none: links to the wall have no preview",
    is.origin,
    "The address of the wall for its viewers, such as `https://wall.example.com`. Chats show a picture beside links, which names this address.",
  ),
  WATCH_URL: withDefault(
    "https://viewer.millicast.com/?streamId={streamId}",
    is.watchUrl,
    'The target of "Watch live"; `{streamId}` stands for the stream.',
  ),
  LOG_DAYS: withDefault(
    "7",
    is.wholeNumber(1, 3_650),
    "How many days the bucket keeps the log, which is how far the wall goes back. Used if the bucket's lifecycle rules cannot be read, or keep the log for ever.",
  ),
  POLL_SECONDS: withDefault(
    "2",
    is.decimal(0.1, 5),
    "How often a process lists the bucket while somebody looks at the wall, and how often their pages ask it. Longer intervals cost fewer LISTs.",
  ),
  PAST_LISTS_PER_SECOND: withDefault(
    "10",
    is.wholeNumber(1, 1_000),
    "How many LISTs a second each process spends on the past, for all viewers together. Up to 120 unused ones are saved.",
  ),
  TRUSTED_PROXIES: withDefault(
    "0",
    is.wholeNumber(0, 10),
    "How many proxies in front of Livewall append to `X-Forwarded-For`. With 0, that header is not used to tell viewers apart.",
  ),
  EMBED_ANCESTORS: withDefault(
    "*",
    is.embedAncestors,
    "Which sites may show `/embed` in a frame: `*`, `none`, or `self` and origins such as `https://www.example.com` or `https://*.example.com`. No other page may be framed. A gated wall shows nothing in frames of other sites.",
  ),
};

export const ACCESS = {
  ACCESS: optional(
    "required, except for a receiver alone (`npm start -- --no-wall`, Lambda)",
    is.choice("public", "gated"),
    "`public`: everybody with the address sees every stream. `gated`: a viewer needs a link, and sees what it opens ([how](access.md)).",
  ),
  ACCESS_KEYS: secret(
    optional(
      "none; required when `ACCESS=gated`",
      is.accessKeys,
      "The keys that sign the links of a gated wall: `<id>:<base64 of 32 random bytes>`, as `npm run livewall -- share --new-key` makes it. Several are separated by commas; the first one signs. A link dies with its key.",
    ),
  ),
  ACCESS_REVOKED: optional("none", is.revokedLinks, "The ids of revoked links, separated by commas."),
};

const MONITORING = {
  METRICS_TOKEN: secret(
    optional(
      "none: the address answers 404",
      is.metricsToken,
      "The bearer token for `/api/metrics` ([monitoring](monitoring.md)); at least 16 characters.",
    ),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    "none: no traces are sent",
    is.endpoint,
    "The collector of traces ([monitoring](monitoring.md#traces)).",
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(
    "none",
    is.endpoint,
    "The same, as the full address for traces.",
  ),
};

/** The settings of the app by the headings of docs/settings.md; cli/tool-settings.ts has those of the command line. */
export const SECTIONS = {
  "The webhook": WEBHOOK,
  "The bucket": STORE,
  "Accepted hooks": LIMITS,
  Pictures: PICTURES,
  "While the store is away": SPOOL,
  "The wall": { ...WALL, ...ACCESS },
  Monitoring: MONITORING,
};

/** Every setting of the app. */
export const APP = {
  ...WEBHOOK,
  ...STORE,
  ...LIMITS,
  ...PICTURES,
  ...SPOOL,
  ...WALL,
  ...ACCESS,
  ...MONITORING,
};

export const SECRET_SETTINGS: readonly string[] = Object.entries(APP)
  .filter(([, setting]) => "isSecret" in setting)
  .map(([name]) => name);
