import { parseArgs } from "node:util";
import { UsageError } from "../dispatch/dispatch.ts";

export const USAGE = `npm run livewall -- import <source> [options]

Brings the pictures that the vendor's sample kept (<feedId>_<timestamp>.jpg), or those of a bucket of Livewall before the
log, into Livewall's bucket, with previews. The source is only read, and may be that same bucket. Pictures that are there
already are not sent again, so a run that broke off goes on where it was.

The source
  s3://BUCKET[/PREFIX]       a bucket; its region, endpoint and keys are those of Livewall's own, unless:
  --from-region REGION
  --from-endpoint URL
  --from-profile NAME        keys from a profile of ~/.aws
  FOLDER                     a folder, and all below it

The streams, which the sample's names do not tell
  --map FILE.csv             lines of <feed id>,<account>/<stream name>
  --stream ACCOUNT/NAME      the stream of all other feeds
  --list-feeds               print the feeds there are, as lines to fill in for --map, and do nothing else
  --former-layout            the source is a bucket of Livewall before the log, whose keys tell the streams: frames/… and
                             latest/…; sources and ends of feeds come along

  --parallel N               how many at once (16)
  --dry-run                  say what would be done, and do nothing
`;

export type From =
  | { readonly kind: "folder"; readonly path: string }
  | {
      readonly kind: "bucket";
      readonly bucket: string;
      readonly prefix: string;
      readonly region: string | null;
      readonly endpoint: string | null;
      readonly profile: string | null;
    };

export type ImportOptions = {
  readonly from: From;
  readonly mapFile: string | null;
  readonly stream: string | null;
  readonly listsFeeds: boolean;
  /** True if the source is a bucket of Livewall before the log. */
  readonly isFormerLayout: boolean;
  readonly parallel: number;
  readonly isDryRun: boolean;
};

/** @returns null when the user asks for help */
export function parseOptions(args: string[]): ImportOptions | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "from-region": { type: "string" },
      "from-endpoint": { type: "string" },
      "from-profile": { type: "string" },
      map: { type: "string" },
      stream: { type: "string" },
      "list-feeds": { type: "boolean", default: false },
      "former-layout": { type: "boolean", default: false },
      parallel: { type: "string", default: "16" },
      "dry-run": { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) return null;
  const [source] = positionals;
  if (source === undefined || positionals.length > 1) throw new UsageError("name one source");
  if (!/^[1-9]\d{0,2}$/.test(values.parallel)) throw new UsageError("--parallel must be from 1 to 999");
  checkStreams(values);
  return {
    from: parseSource(source, values),
    mapFile: values.map ?? null,
    stream: values.stream ?? null,
    listsFeeds: values["list-feeds"],
    isFormerLayout: values["former-layout"],
    parallel: Number(values.parallel),
    isDryRun: values["dry-run"],
  };
}

function checkStreams(values: {
  readonly map?: string | undefined;
  readonly stream?: string | undefined;
  readonly "list-feeds": boolean;
  readonly "former-layout": boolean;
}): void {
  const isMapped = values.map !== undefined || values.stream !== undefined;
  if (values["former-layout"] && (isMapped || values["list-feeds"])) {
    throw new UsageError("--former-layout knows the streams: leave out --map, --stream and --list-feeds");
  }
  if (isMapped || values["list-feeds"] || values["former-layout"]) return;
  throw new UsageError(
    "say whose pictures they are: --map or --stream (--list-feeds tells which feeds there are), or --former-layout",
  );
}

type SourceValues = Partial<Record<"from-region" | "from-endpoint" | "from-profile", string | undefined>>;

function parseSource(source: string, values: SourceValues): From {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(source) ?? [];
  if (bucket !== undefined) {
    return {
      kind: "bucket",
      bucket,
      prefix,
      region: values["from-region"] ?? null,
      endpoint: values["from-endpoint"] ?? null,
      profile: values["from-profile"] ?? null,
    };
  }
  if (source.startsWith("s3:"))
    throw new UsageError("a bucket is named as s3://BUCKET or s3://BUCKET/PREFIX");
  return { kind: "folder", path: source };
}
