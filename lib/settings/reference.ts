import type { environment } from "./schema.ts";
import type { toolsEnvironment } from "./tools.ts";

export type SettingName = keyof typeof environment.shape | keyof typeof toolsEnvironment.shape;

export type Description = {
  /** The title below which docs/settings.md has it. */
  readonly group: string;
  readonly meaning: string;
  /** The value that comes to the same as none; tests hold the parser to it. */
  readonly default?: string;
  /** In words, where no value does. */
  readonly otherwise?: string;
  /** The smallest and the largest number. */
  readonly limits?: readonly [number, number];
};

const HOOKS = "The webhook";
const BUCKET = "The bucket";
const LIMITS = "What is taken";
const PICTURES = "Pictures";
const SPOOL = "While the store is away";
const WALL = "The wall";
const MONITORING = "Monitoring";
const TOOLS = "The command line";

/** What each setting means. A setting that is missing here does not compile. */
export const REFERENCE: Readonly<Record<SettingName, Description>> = {
  WEBHOOK_SECRET: {
    group: HOOKS,
    meaning:
      "The webhook's secret as the provider shows it, in base64; several, separated by commas and the newest first, while it is rotated or when several accounts send here.",
    otherwise: "required",
  },
  STREAMS: {
    group: HOOKS,
    meaning:
      "The streams whose hooks are taken, separated by commas: `<account>/<name>`, or `<account>/<beginning>*`. Hooks of others are answered 403.",
    otherwise: "all",
  },
  AWS_S3_BUCKET_NAME: { group: BUCKET, meaning: "Its name.", otherwise: "required" },
  AWS_REGION: { group: BUCKET, meaning: "Its region, such as `eu-central-1`.", otherwise: "required on AWS" },
  AWS_ENDPOINT_URL_S3: {
    group: BUCKET,
    meaning: "The S3 endpoint of another store than AWS: R2, Ceph and so on.",
    otherwise: "AWS",
  },
  AWS_ACCESS_KEY_ID: {
    group: BUCKET,
    meaning: "The key's id. Set both it and its secret, or neither.",
    otherwise: "the SDK's own chain: the machine's role, a profile, a web identity",
  },
  AWS_SECRET_ACCESS_KEY: { group: BUCKET, meaning: "The key's secret.", otherwise: "as above" },
  AWS_SESSION_TOKEN: {
    group: BUCKET,
    meaning: "The token of a temporary key; it must belong to that key.",
    otherwise: "none",
  },
  AWS_ROLE_ARN: {
    group: BUCKET,
    meaning:
      "On Vercel, the role that its token is exchanged for ([how](deploy/vercel.md)); it comes before any keys. Elsewhere it is the SDK's own.",
    otherwise: "none",
  },
  VERCEL: {
    group: BUCKET,
    meaning: "Vercel sets it to 1; not to be set by hand.",
    otherwise: "not on Vercel",
  },
  S3_CHECKSUMS: {
    group: BUCKET,
    meaning:
      "`when_supported` or `when_required`: whether the AWS SDK adds checksums of its own, which many other stores refuse.",
    otherwise: "`when_supported` on AWS, `when_required` with AWS_ENDPOINT_URL_S3",
  },
  MAX_FRAME_BYTES: {
    group: LIMITS,
    meaning: "The longest body. Vercel takes no more than the default; a machine of your own may take more.",
    default: "4500000",
    limits: [1_000, 100_000_000],
  },
  MAX_FRAME_PIXELS: {
    group: LIMITS,
    meaning: "The largest picture; the default is 8K.",
    default: "33177600",
    limits: [10_000, 500_000_000],
  },
  MAX_BYTES_IN_FLIGHT: {
    group: LIMITS,
    meaning:
      "The memory that the bodies of hooks may take together. When it is full, new ones wait for two seconds, then are answered 503.",
    default: "200000000",
    limits: [1_000_000, 100_000_000_000],
  },
  PREVIEWS: {
    group: PICTURES,
    meaning: "`on` or `off`: off keeps the originals only, and the wall shows them.",
    default: "on",
  },
  INDEX: {
    group: PICTURES,
    meaning:
      "`on` or `off`: off stores one object per frame. Streams then have no history, and an offline stream leaves the wall after five minutes. Needs `PREVIEWS=off`.",
    default: "on",
  },
  BLACK_BRIGHTNESS: {
    group: PICTURES,
    meaning: "Below this brightness a pixel is dark; 1 is white.",
    default: "0.1",
    limits: [0, 1],
  },
  BLACK_SHARE: {
    group: PICTURES,
    meaning: "A picture is black when this share of it is dark.",
    default: "0.98",
    limits: [0.5, 1],
  },
  FROZEN_AFTER_SECONDS: {
    group: PICTURES,
    meaning: "A feed is frozen when its picture has not changed for so long; 0 looks for none.",
    default: "300",
    limits: [0, 86_400],
  },
  FROZEN_TOLERANCE: {
    group: PICTURES,
    meaning:
      "By how much, of 255, the brightness of a part of the picture may change that counts as unchanged.",
    default: "2",
    limits: [0, 255],
  },
  SPOOL_DIR: {
    group: SPOOL,
    meaning:
      "A folder on the machine's own disk. Hooks that the store does not take wait there; they are acknowledged, and delivered when it is back, after a restart too.",
    otherwise: "none: such hooks are answered 503",
  },
  SPOOL_MAX_BYTES: {
    group: SPOOL,
    meaning: "How much may wait there; then new hooks are answered 503.",
    default: "1000000000",
    limits: [1_000_000, 1_000_000_000_000],
  },
  WATCH_URL: {
    group: WALL,
    meaning: 'Where "Watch live" leads; `{streamId}` stands for the stream.',
    default: "https://viewer.millicast.com/?streamId={streamId}",
  },
  LOG_DAYS: {
    group: WALL,
    meaning:
      "How many days the bucket keeps the log, which is how far the wall goes back. Used where the bucket's lifecycle rules cannot be read, or keep the log for ever.",
    default: "7",
    limits: [1, 3_650],
  },
  PAST_LISTS_PER_SECOND: {
    group: WALL,
    meaning:
      "How many LISTs a second each process spends on the past, for all viewers together. Up to 120 unused ones are saved.",
    default: "10",
    limits: [1, 1_000],
  },
  TRUSTED_PROXIES: {
    group: WALL,
    meaning:
      "How many proxies in front of Livewall append to `X-Forwarded-For`. With 0, that header is not used to tell viewers apart.",
    default: "0",
    limits: [0, 10],
  },
  EMBED_ANCESTORS: {
    group: WALL,
    meaning:
      "Which sites may show `/embed` in a frame: `*`, `none`, or `self` and origins such as `https://www.example.com` or `https://*.example.com`. No other page may be framed. A gated wall shows nothing in frames of other sites, whatever this says.",
    default: "*",
  },
  ACCESS: {
    group: WALL,
    meaning:
      "`public`: anybody who has the address sees every stream; `gated`: only who has opened a link, and only what it opens ([how](access.md)).",
    otherwise: "required, except by a receiver alone (`npm run receive`, Lambda)",
  },
  ACCESS_KEYS: {
    group: WALL,
    meaning:
      "What signs the links of a gated wall: `<id>:<base64 of 32 random bytes>`, as `npm run livewall -- share --new-key` makes it; several, separated by commas, the first of which signs. A link dies with its key.",
    otherwise: "none; required when `ACCESS=gated`",
  },
  ACCESS_REVOKED: {
    group: WALL,
    meaning: "The ids of links that were withdrawn, separated by commas.",
    otherwise: "none",
  },
  METRICS_TOKEN: {
    group: MONITORING,
    meaning:
      "Whoever brings it may read `/api/metrics` ([monitoring](monitoring.md)); at least 16 characters.",
    otherwise: "none: nobody may",
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: MONITORING,
    meaning: "Where traces are sent ([monitoring](monitoring.md#traces)).",
    otherwise: "none: they are not",
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    group: MONITORING,
    meaning: "The same, as the whole address of the traces alone.",
    otherwise: "none",
  },
  MILLICAST_API_SECRET: {
    group: TOOLS,
    meaning:
      "The API secret of the provider's account (dashboard: Settings, Security, API Secrets), for `npm run setup` and `npm run livewall`. Not for the app: whoever has it may do anything with the account.",
    otherwise: "asked for at a terminal",
  },
  MILLICAST_API_URL: {
    group: TOOLS,
    meaning: "The provider's REST API.",
    default: "https://api.millicast.com",
  },
  PUBLIC_URL: {
    group: TOOLS,
    meaning: "Where the world finds this Livewall, such as `https://wall.example.com`.",
    otherwise: "none: neither the address nor its webhook can be checked",
  },
};
