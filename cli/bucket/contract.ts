// What Livewall needs of a store. The doctor checks it, and so do the tests of each store.
import { randomBytes } from "node:crypto";
import { describeError } from "#lib/http/log.ts";
import { MAX_SEGMENT_BYTES } from "#lib/model/segments.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { StoreError } from "#lib/store/store.ts";
import { toStoreFault } from "./fault.ts";
import { createGround, type Ground, inTime, open } from "./ground.ts";

type Contract = Readonly<Record<string, readonly [code: Lack["code"], property: Property]>>;

/** A property that a store lacks, with the observation. The doctor has a meaning and a remedy for each. */
export type Lack = {
  readonly code:
    | "puts-ignored"
    | "puts-refused"
    | "puts-race"
    | "lists-wrong"
    | "names-refused"
    | "metadata-lost"
    | "bytes-changed"
    | "pictures-unreachable"
    | "urls-open";
  readonly says: string;
};

/** @returns the observation; null where the store keeps the property. It may throw, too. */
type Property = (ground: Ground) => Promise<(Partial<Lack> & Pick<Lack, "says">) | null>;

const RACERS = 16;
/** The size of a detailed picture, and over the 2 MB from which the SDK sends differently. */
const PICTURE_BYTES = 3_000_000;
/** S3's own limit. */
const MAX_KEY_BYTES = 1_024;
/** Swift takes no longer values. A look has 206 characters. */
const LOOK_LENGTH = 256;
const CLOCK_TOLERANCE_MS = 600_000;

const says = (text: string) => ({ says: text });

/** The properties by what a store without one lacks. */
export const CONTRACT: Contract = {
  "lets exactly one of several receivers put a key": [
    "puts-race",
    async ({ requests, use, put, get }) => {
      const kind = await requests.learnPuts(inTime(), use("kind"));
      if (kind === "ignored") return { code: "puts-ignored", says: "a second put replaced the first" };
      if (kind === "refused") return { code: "puts-refused", says: "a put with If-None-Match was refused" };
      const racers = Array.from({ length: RACERS }, (_, n) => `racer ${n}`);
      const puts = await Promise.all(racers.map((racer) => put("race", { body: Buffer.from(racer) })));
      const winners = racers.filter((_, n) => puts[n]?.result === "created");
      const kept = Buffer.from(await get("race")).toString();
      if (winners.length === 1 && kept === winners[0]) return null;
      return says(`${winners.length} of ${RACERS} puts at once were accepted`);
    },
  ],

  "lists each key once, by its bytes, behind any key": [
    "lists-wrong",
    async ({ put, list, prefix }) => {
      const names = ["a-b", "a,b", "a.b", "a/b", "a=/b", "aB", "a_b", "a%20b", "a%2Fb", "%C3%A9", "%2E%2E"];
      await Promise.all(names.map((name) => put(`order/${name}`)));
      const sorted = names.toSorted();
      const all = await list("order/");
      if (!isSame(all.found, sorted)) return says(`keys were listed as ${all.found.join(" ")}`);
      for (const [n, name] of sorted.entries()) {
        const page = await list("order/", { StartAfter: `${prefix}order/${name}`, MaxKeys: 2 });
        if (!isSame(page.found, sorted.slice(n + 1, n + 3)))
          return says(`behind ${name}, ${page.found.join(" ")} was listed`);
      }
      return null;
    },
  ],

  "lists folders and keys in pages, behind a key that does not exist": [
    "lists-wrong",
    async ({ put, list, prefix }) => {
      await Promise.all(["a/1", "a/2", "b=/c/1", "d", "e/1", "f,g/1"].map((name) => put(`pages/${name}`)));
      const all = ["a/", "b=/", "d", "e/", "f,g/"];
      const Delimiter = "/";
      const behind = await list("pages/", { Delimiter, StartAfter: `${prefix}pages/b` });
      if (!isSame(behind.found, all.slice(1)))
        return says(`behind "b", ${behind.found.join(" ")} was listed`);
      const found: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await list("pages/", { Delimiter, MaxKeys: 2, ContinuationToken });
        found.push(...page.found);
        ContinuationToken = page.next ?? undefined;
      } while (ContinuationToken !== undefined && found.length <= all.length);
      return isSame(found, all) ? null : says(`pages of folders were ${found.join(" ")}`);
    },
  ],

  "lists a key at once after its put, with the time, and not after its delete": [
    "lists-wrong",
    async ({ put, list, requests, prefix, clock }) => {
      const { at } = await put("now/a");
      const [object] = (await list("now/")).objects;
      if (object === undefined) return says("a key was not listed after its put");
      const offMs = Math.abs(object.storedAt - Math.max(at, clock.now()));
      if (offMs > CLOCK_TOLERANCE_MS) return says(`LastModified is ${Math.round(offMs / 1_000)} s off`);
      await requests.remove(`${prefix}now/a`, inTime());
      // A delete may be repeated.
      await requests.remove(`${prefix}now/a`, inTime());
      return (await list("now/")).found.length === 0 ? null : says("a key was listed after its delete");
    },
  ],

  "takes the longest names that a stream may have": [
    "names-refused",
    async ({ put, list, prefix }) => {
      const segment = `${"%C3%A9".repeat(41)}long`.padEnd(MAX_SEGMENT_BYTES - 1, "x");
      const long = `long/${segment}=/${segment}=/${segment}=/`;
      const name = long + "y".repeat(MAX_KEY_BYTES - Buffer.byteLength(prefix + long));
      await put(name);
      const { found } = await list("long/");
      return isSame([`long/${found[0] ?? ""}`], [name])
        ? null
        : says("a long name was listed as another one");
    },
  ],

  "keeps metadata, and answers 404 for a key that does not exist": [
    "metadata-lost",
    async ({ put, requests, use, prefix }) => {
      const metadata = { sha256: "0".repeat(64), look: "look".repeat(LOOK_LENGTH / 4) };
      await put("metadata", { metadata });
      const kept = (await requests.head(`${prefix}metadata`, inTime()))?.metadata;
      if (kept?.look !== metadata.look || kept.sha256 !== metadata.sha256)
        return says("metadata came back changed");
      return (await requests.head(use("absent"), inTime())) === null ? null : says("an absent key was found");
    },
  ],

  "gives a browser the bytes of a picture, and a part of them": [
    "bytes-changed",
    async ({ put, get, sign }) => {
      const body = randomBytes(PICTURE_BYTES);
      await put("picture", { body, contentType: "image/jpeg" });
      const part = await get("picture", "bytes=0-0");
      if (part.length !== 1 || part[0] !== body[0]) return says("a part of a picture was another one");
      const answer = await open(await sign("picture"));
      if (answer instanceof Error) return { code: "pictures-unreachable", says: describeError(answer) };
      if (!answer.ok) return says(`the presigned URL was refused with ${answer.status}`);
      if (answer.type !== "image/jpeg") return says(`a picture came back as ${answer.type}`);
      return answer.body.equals(body) ? null : says("the bytes came back changed");
    },
  ],

  "refuses a presigned URL that was changed or has expired": [
    "urls-open",
    async ({ put, sign }) => {
      const body = Buffer.from("a picture");
      await Promise.all([put("mine", { body }), put("other", { body })]);
      const url = await sign("mine");
      const last = (start: string) => start.slice(0, -1) + (start.endsWith("0") ? "1" : "0");
      const forged = {
        "another key": url.replace("/mine?", "/other?"),
        "a longer lifetime": url.replace("X-Amz-Expires=60", "X-Amz-Expires=600000"),
        "another signature": url.replace(/X-Amz-Signature=./, last),
        "an end in the past": await sign("mine", new Date(Date.now() - 120_000)),
      };
      for (const [what, bad] of Object.entries(forged)) {
        const answer = await open(bad);
        if (!(answer instanceof Error) && (answer.ok || answer.body.equals(body)))
          return says(`a URL with ${what} was accepted`);
      }
      return null;
    },
  ],
};

function isSame(found: readonly string[], expected: readonly string[]): boolean {
  return found.join("\n") === expected.join("\n");
}

/**
 * Checks the properties with the rights of a receiver. It leaves nothing behind where the store deletes.
 *
 * @returns null where these keys may not put below `health/`
 */
export async function findLacks(settings: StoreSettings, contract = CONTRACT): Promise<Lack[] | null> {
  const ground = createGround(settings);
  const check = async ([code, property]: Contract[string]): Promise<Lack | "denied" | null> => {
    try {
      const lack = await property(ground);
      return lack && { code, ...lack };
    } catch (error) {
      const { kind, says } = toStoreFault(error instanceof StoreError ? error.cause : error);
      return kind === "denied" ? "denied" : { code, says };
    }
  };
  const checked = await Promise.all(Object.values(contract).map(check)).finally(ground.cleanUp);
  return checked.includes("denied") ? null : checked.filter((one) => one !== null && one !== "denied");
}
