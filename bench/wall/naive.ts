// node naive.ts PORT: the gallery that a developer would write in an afternoon beside the vendor's sample. For each poll
// it lists the bucket, takes the newest picture of each feed and signs it afresh.
import { createServer } from "node:http";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { NAIVE_POLL_MS } from "./viewers/naive.ts";

// Pictures off screen load lazily, which is kinder than most first drafts are.
const PAGE = `<!doctype html>
<title>Thumbnails</title>
<style>body { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1rem }
img { width: 100%; aspect-ratio: 16 / 9 }</style>
<script type="module">
  const images = new Map();
  async function poll() {
    const feeds = await (await fetch("/api/thumbnails")).json();
    for (const { feed, url } of feeds) {
      let image = images.get(feed);
      if (!image) {
        images.set(feed, (image = document.createElement("img")));
        image.loading = "lazy";
        document.body.append(image);
      }
      image.src = url;
    }
  }
  poll();
  setInterval(poll, ${NAIVE_POLL_MS});
</script>
`;

const client = new S3Client({ forcePathStyle: true });
const Bucket = process.env.AWS_S3_BUCKET_NAME;

async function newest(): Promise<{ feed: string; url: string }[]> {
  const found = new Map<string, { key: string; at: Date }>();
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "log/", ContinuationToken }));
    for (const { Key = "", LastModified = new Date(0) } of page.Contents ?? []) {
      const feed = Key.split(",").slice(1, 4).join();
      const known = found.get(feed);
      if (known === undefined || known.at < LastModified) found.set(feed, { key: Key, at: LastModified });
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return Promise.all(
    [...found].map(async ([feed, { key }]) => ({
      feed,
      url: await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: key }), { expiresIn: 3600 }),
    })),
  );
}

createServer((request, response) => {
  if (request.url !== "/api/thumbnails") {
    response.setHeader("Content-Type", "text/html").end(PAGE);
    return;
  }
  newest().then(
    (feeds) => response.setHeader("Content-Type", "application/json").end(JSON.stringify(feeds)),
    () => response.writeHead(500).end(),
  );
}).listen(Number(process.argv[2]), "127.0.0.1");
