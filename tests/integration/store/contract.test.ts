// The contract that the doctor checks: of the store under test, and of stores with one fault each.
import { afterEach, expect, test } from "vitest";
import { CONTRACT, findLacks } from "../../../cli/bucket/contract.ts";
import { createContext } from "../../../cli/doctor/context.ts";
import type { Finding } from "../../../cli/doctor/finding.ts";
import { checkBucket, checkContract, checkPictures } from "../../../cli/doctor/store.ts";
import { accessTo, storeSettings } from "../../support/store-client.ts";
import {
  type Asked,
  refusal,
  startStrangeS3,
  type StrangeS3,
  type Strangeness,
} from "../../support/strange-s3.ts";

const started: StrangeS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

async function open(strangeness: Strangeness): Promise<StrangeS3> {
  const s3 = await startStrangeS3(strangeness);
  started.push(s3);
  return s3;
}

test.each(Object.entries(CONTRACT))(
  `the store (${process.env.STORE_KIND ?? "of the environment"}) %s`,
  async (name, property) => {
    expect(await findLacks(storeSettings(), { [name]: property })).toEqual([]);
  },
);

const isUnconditional = ({ headers }: Asked) => {
  delete headers["if-none-match"];
  return undefined;
};
const isPicture = ({ method, key }: Asked) => method === "GET" && key.endsWith("/picture");

const FAULTS: [what: string, strangeness: Strangeness, code: string, says: RegExp][] = [
  ["ignores If-None-Match (versitygw#1708)", { ask: isUnconditional }, "puts-ignored", /replaced the first/],
  [
    "refuses If-None-Match (walgit#67)",
    { ask: ({ headers }) => ("if-none-match" in headers ? refusal(501, "NotImplemented") : undefined) },
    "puts-refused",
    /was refused/,
  ],
  [
    "lets several win a race",
    { ask: (asked) => (asked.key.endsWith("race") ? isUnconditional(asked) : undefined) },
    "puts-race",
    /16 of 16 puts/,
  ],
  [
    "ignores StartAfter",
    {
      ask({ query }) {
        delete query["start-after"];
        return undefined;
      },
    },
    "lists-wrong",
    /behind/,
  ],
  [
    "refuses a segment of 201 bytes",
    {
      ask: ({ method, key }) =>
        method === "PUT" && key.split("/").some((segment) => Buffer.byteLength(segment) > 200)
          ? refusal(400, "KeyTooLongError")
          : undefined,
    },
    "names-refused",
    /KeyTooLongError/,
  ],
  [
    "loses metadata",
    {
      give: ({ headers = {} }) => {
        delete headers["x-amz-meta-look"];
      },
    },
    "metadata-lost",
    /came back changed/,
  ],
  [
    "changes bytes",
    {
      give(given, asked) {
        if (isPicture(asked) && asked.headers.range === undefined)
          given.body = Buffer.from("another picture");
      },
    },
    "bytes-changed",
    /bytes came back changed/,
  ],
  [
    "calls a picture something else",
    {
      give(given, asked) {
        if (isPicture(asked)) given.headers = { "content-type": "text/plain" };
      },
    },
    "bytes-changed",
    /came back as text\/plain/,
  ],
  ["does not check presigned URLs", {}, "urls-open", /another key was accepted/],
];

/** The properties whose absence has a code. */
function propertiesOf(code: string) {
  const group = code.startsWith("puts-") ? "puts-race" : code;
  return Object.fromEntries(Object.entries(CONTRACT).filter(([, [known]]) => known === group));
}

test.each(FAULTS)("a store that %s is found", async (_what, strangeness, code, says) => {
  const { settings } = await open(strangeness);
  const lacks = await findLacks(settings, propertiesOf(code));
  expect(lacks?.[0]).toEqual({ code, says: expect.stringMatching(says) as unknown });
});

test("pictures at a public endpoint that does not answer are found", async () => {
  const settings = { ...storeSettings(), publicEndpoint: "http://127.0.0.1:1" };
  const lacks = await findLacks(settings, propertiesOf("bytes-changed"));
  expect(lacks?.map(({ code }) => code)).toEqual(["pictures-unreachable"]);
});

test("keys that may not put are no fault of the store, and nothing stays behind", async () => {
  const denied = await open({
    ask: ({ method }) => (method === "PUT" ? refusal(403, "AccessDenied") : undefined),
  });
  expect(await findLacks(denied.settings, propertiesOf("names-refused"))).toBeNull();
  const fine = await open({});
  await findLacks(fine.settings, propertiesOf("names-refused"));
  const [puts, removed] = ["PUT", "DELETE"].map(
    (method) =>
      new Set(fine.requests.filter((one) => one.startsWith(method)).map((one) => one.split(" ")[1])),
  );
  expect(removed).toEqual(puts);
});

test("the doctor names the faults of a store, and an endpoint that browsers cannot use", async () => {
  const { endpoint } = await open({ ask: isUnconditional });
  const settings = { AWS_S3_BUCKET_NAME: storeSettings().bucket, AWS_ENDPOINT_URL_S3: endpoint };
  const env = { ...accessTo(), ...settings, PUBLIC_URL: "http://wall.livewall.test" };
  const world = {
    env,
    directory: ".",
    print: () => undefined,
    printError: () => undefined,
    hasColours: false,
  };
  const context = createContext({ ...world, ask: null }, { role: ["receiver"] });
  const findings: Finding[] = [];
  for (const check of [checkBucket, checkContract, checkPictures]) findings.push(...(await check(context)));
  const codes = findings.map(({ state, code }) => [state, code]);
  expect(codes).toEqual([
    ["ok", null],
    ["warn", "puts-ignored"],
    ["fail", "urls-open"],
    ["warn", "pictures-hidden"],
  ]);
});
