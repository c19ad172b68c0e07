import { Agent, request } from "node:http";
import type { Post } from "./work.ts";

export type Run = {
  /** What each hook took from its first byte to the end of its answer, ms, in no order. */
  readonly latencies: readonly number[];
  readonly seconds: number;
};

/**
 * Posts hooks, `atOnce` at a time: the next one as soon as one is answered.
 *
 * @throws Error when any is not answered with 200: what was not stored is no work done
 */
export async function post(url: string, next: () => Post, count: number, atOnce: number): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const latencies: number[] = [];
  let left = count;
  async function sender() {
    while (left-- > 0) latencies.push(await postOne(url, next(), agent));
  }
  const started = performance.now();
  try {
    await Promise.all(Array.from({ length: atOnce }, sender));
  } finally {
    agent.destroy();
  }
  return { latencies, seconds: (performance.now() - started) / 1000 };
}

function postOne(url: string, { headers, body }: Post, agent: Agent): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers, agent }, (response) => {
      response.resume();
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`A hook was answered with ${response.statusCode ?? "nothing"}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
