import { Agent, request } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Decoded. */
  readonly text: string;
};

/** The bytes of a viewer, on the wire with headers, and its requests. */
export type Received = {
  page: number;
  polls: number;
  pictures: number;
  pollCount: number;
  pictureCount: number;
};

/** Makes requests as a browser does: compressed, over at most six connections to each host, each picture once. */
export class BrowserLike {
  readonly received: Received = { page: 0, polls: 0, pictures: 0, pollCount: 0, pictureCount: 0 };
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 6 });
  readonly #cached = new Set<string>();

  async page(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { answer, bytes } = await this.#get(url, { "Accept-Encoding": "gzip, br", ...headers });
    this.received.page += bytes;
    return answer;
  }

  async poll(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { answer, bytes } = await this.#get(url, { "Accept-Encoding": "gzip, br", ...headers });
    this.received.polls += bytes;
    this.received.pollCount += 1;
    return answer;
  }

  async pictures(urls: readonly string[]): Promise<void> {
    const wanted = urls.filter((url) => !this.#cached.has(url));
    await Promise.all(
      wanted.map(async (url) => {
        this.#cached.add(url);
        const { answer, bytes } = await this.#get(url, {});
        if (answer.status !== 200) throw new Error(`a picture was answered with ${answer.status}`);
        this.received.pictures += bytes;
        this.received.pictureCount += 1;
      }),
    );
  }

  /** Breaks off whatever is under way. */
  leave(): void {
    this.#agent.destroy();
  }

  #get(url: string, headers: Readonly<Record<string, string>>): Promise<{ answer: Answer; bytes: number }> {
    return new Promise((resolve, reject) => {
      const sent = request(url, { headers, agent: this.#agent }, (response) => {
        const isPicture = response.headers["content-type"]?.startsWith("image/") === true;
        const chunks: Buffer[] = [];
        let bytes = response.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (!isPicture) chunks.push(chunk);
        });
        response.on("error", reject);
        response.on("end", () => {
          decode(Buffer.concat(chunks), response.headers["content-encoding"]).then(
            (text) =>
              resolve({
                answer: { status: response.statusCode ?? 0, headers: response.headers, text },
                bytes,
              }),
            reject,
          );
        });
      });
      sent.on("error", (error: NodeJS.ErrnoException) => {
        // A kept connection that the server closes in the same instant: browsers ask again, too.
        if (error.code === "ECONNRESET" && sent.reusedSocket) this.#get(url, headers).then(resolve, reject);
        else reject(error);
      });
      sent.end();
    });
  }
}

async function decode(body: Buffer, encoding: string | undefined): Promise<string> {
  if (encoding === "gzip") return (await promisify(gunzip)(body)).toString();
  if (encoding === "br") return (await promisify(brotliDecompress)(body)).toString();
  return body.toString();
}
