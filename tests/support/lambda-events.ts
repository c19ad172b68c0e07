// Events for a request, field for field as AWS's developer guides document them.

/** How a gateway hands over a request. */
export type EventMaker = (request: SentRequest) => object;

export type SentRequest = {
  readonly method?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** REST APIs make text of bodies whose types were not declared binary. */
  readonly asText?: boolean;
};

/** Lambda Developer Guide, "Invoking Lambda function URLs": header names in lower case, repeated ones joined. */
export const functionUrlEvent: EventMaker = ({ method = "POST", headers, body, asText = false }) => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: "/",
  rawQueryString: "",
  headers: {
    "x-amzn-tls-version": "TLSv1.2",
    "x-amzn-trace-id": "Root=1-62ecd163-5f302e550dcde3b12402207d",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "443",
    "x-forwarded-for": "123.123.123.123",
    host: "url-id.lambda-url.us-east-1.on.aws",
    "content-length": String(body.byteLength),
    ...joined(headers),
  },
  requestContext: {
    accountId: "anonymous",
    apiId: "url-id",
    authentication: null,
    authorizer: null,
    domainName: "url-id.lambda-url.us-east-1.on.aws",
    domainPrefix: "url-id",
    http: { method, path: "/", protocol: "HTTP/1.1", sourceIp: "123.123.123.123", userAgent: "agent" },
    requestId: "id",
    routeKey: "$default",
    stage: "$default",
    time: "05/Aug/2022:08:14:39 +0000",
    timeEpoch: 1659687279885,
  },
  ...payload(body, asText),
});

/** API Gateway Developer Guide, "Lambda proxy integrations for HTTP APIs", payload format 2.0. */
const httpApiEvent: EventMaker = ({ method = "POST", headers, body, asText = false }) => ({
  version: "2.0",
  routeKey: `${method} /api/thumbnails`,
  rawPath: "/api/thumbnails",
  rawQueryString: "",
  cookies: ["cookie1", "cookie2"],
  headers: joined(headers),
  requestContext: {
    accountId: "123456789012",
    apiId: "api-id",
    domainName: "id.execute-api.us-east-1.amazonaws.com",
    domainPrefix: "id",
    http: {
      method,
      path: "/api/thumbnails",
      protocol: "HTTP/1.1",
      sourceIp: "192.0.2.1",
      userAgent: "agent",
    },
    requestId: "id",
    routeKey: `${method} /api/thumbnails`,
    stage: "$default",
    time: "12/Mar/2020:19:03:58 +0000",
    timeEpoch: 1583348638390,
  },
  stageVariables: { stageVariable1: "value1" },
  ...payload(body, asText),
});

/** API Gateway Developer Guide, "Lambda proxy integrations", REST API: header names as they were sent, once and in lists. */
export const restApiEvent: EventMaker = ({ method = "POST", headers, body, asText = false }) => ({
  resource: "/api/thumbnails",
  path: "/api/thumbnails",
  httpMethod: method,
  headers: { Host: "id.execute-api.us-east-1.amazonaws.com", ...Object.fromEntries(headers) },
  multiValueHeaders: { Host: ["id.execute-api.us-east-1.amazonaws.com"], ...listed(headers) },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
  requestContext: {
    accountId: "123456789012",
    apiId: "id",
    authorizer: { claims: null, scopes: null },
    domainName: "id.execute-api.us-east-1.amazonaws.com",
    domainPrefix: "id",
    extendedRequestId: "request-id",
    httpMethod: method,
    identity: { accessKey: null, sourceIp: "192.0.2.1", user: null, userAgent: "agent", userArn: null },
    path: "/live/api/thumbnails",
    protocol: "HTTP/1.1",
    requestId: "id=",
    requestTime: "04/Mar/2020:19:15:17 +0000",
    requestTimeEpoch: 1583349317135,
    resourceId: "abc123",
    resourcePath: "/api/thumbnails",
    stage: "live",
  },
  ...payload(body, asText),
});

/** The same guide, payload format 1.0 of an HTTP API: as a REST API's, with names in lower case. */
const httpApiEventVersion1: EventMaker = (request) => ({
  version: "1.0",
  ...restApiEvent({
    ...request,
    headers: request.headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]),
  }),
});

export const EVENT_MAKERS: readonly (readonly [name: string, make: EventMaker])[] = [
  ["a Function URL", functionUrlEvent],
  ["an HTTP API", httpApiEvent],
  ["an HTTP API with format 1.0", httpApiEventVersion1],
  ["a REST API", restApiEvent],
];

/** A hook of the provider as a gateway gets it: header names as the provider's guide spells them. */
export async function sent(request: Request): Promise<SentRequest> {
  const headers = [...request.headers].map(([name, value]): [string, string] => [titled(name), value]);
  return { method: request.method, headers, body: new Uint8Array(await request.arrayBuffer()) };
}

function payload(body: Uint8Array, asText: boolean) {
  const bytes = Buffer.from(body);
  return asText
    ? { body: bytes.toString("utf8"), isBase64Encoded: false }
    : { body: bytes.toString("base64"), isBase64Encoded: true };
}

function listed(headers: SentRequest["headers"]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of headers) (lists[name] ??= []).push(value);
  return lists;
}

function joined(headers: SentRequest["headers"]): Record<string, string> {
  const lists = listed(headers.map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.join(",")]));
}

function titled(name: string): string {
  return name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
