// node floor.ts PORT FILE: answers with the bytes that another server has answered, from memory. No server on node:http
// does less.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/** An answer to be repeated. */
export type Recorded = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, in base64. */
  readonly body: string;
};

if (import.meta.main) {
  const [port, file = ""] = process.argv.slice(2);
  const recorded = JSON.parse(readFileSync(file, "utf8")) as Record<string, Recorded>;
  const answers = new Map(
    Object.entries(recorded).map(([path, { status, headers, body }]) => {
      const bytes = Buffer.from(body, "base64");
      const length = bytes.length === 0 ? {} : { "Content-Length": bytes.length };
      return [path, { status, headers: { ...headers, ...length }, bytes }];
    }),
  );
  createServer((request, response) => {
    const answer = answers.get(request.url ?? "");
    if (answer === undefined) response.writeHead(404).end();
    else response.writeHead(answer.status, answer.headers).end(answer.bytes);
  }).listen(Number(port), "127.0.0.1");
}
