import type { Delivery } from "./deliver.ts";

/** Counts what became of the hooks that were sent. */
export class Tally {
  #sent = 0;
  #stored = 0;
  #bytes = 0;
  /** How many hooks took so many ms: deadlines keep it short, however long it runs. */
  readonly #latencies = new Map<number, number>();
  readonly #refusals = new Map<string, number>();

  /** @returns true for a kind of refusal that was not seen before */
  add(delivery: Delivery): boolean {
    const ms = Math.round(delivery.ms);
    this.#latencies.set(ms, (this.#latencies.get(ms) ?? 0) + 1);
    this.#sent += 1;
    this.#bytes += delivery.bytes;
    if (delivery.ok) {
      this.#stored += 1;
      return false;
    }
    const kind = `${delivery.status} (${delivery.why})`;
    const count = this.#refusals.get(kind) ?? 0;
    this.#refusals.set(kind, count + 1);
    return count === 0;
  }

  get sent(): number {
    return this.#sent;
  }

  get stored(): number {
    return this.#stored;
  }

  /** One line: sent, stored, refused, and the middle latency. */
  progress(): string {
    return `${this.sent} sent, ${this.#stored} stored, ${this.sent - this.#stored} refused, ${milliseconds(this.#at(0.5))} p50`;
  }

  /** Several lines: all that is known. */
  summary(): string {
    const refused = [...this.#refusals].map(([kind, count]) => `\n           ${count} × ${kind}`);
    const latency = [0.5, 0.95, 0.99, 1].map((share) => milliseconds(this.#at(share)));
    return [
      `sent       ${this.sent} hooks, ${(this.#bytes / 1e6).toFixed(1)} MB`,
      `stored     ${this.#stored}`,
      `refused    ${this.sent - this.#stored}${refused.join("")}`,
      `latency    p50 ${latency[0]}, p95 ${latency[1]}, p99 ${latency[2]}, max ${latency[3]}`,
    ].join("\n");
  }

  #at(share: number): number | undefined {
    let left = Math.ceil(this.#sent * share);
    for (const [ms, count] of [...this.#latencies].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return ms;
    }
    return undefined;
  }
}

function milliseconds(ms: number | undefined): string {
  return ms === undefined ? "–" : `${ms} ms`;
}
