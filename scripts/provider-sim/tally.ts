import type { Delivery } from "./deliver.ts";

const STATUS_INTERVAL_MS = 500;
const LINE_INTERVAL_MS = 10_000;

/** Counts the hooks that were sent, by outcome. */
export class Tally {
  #sent = 0;
  #stored = 0;
  #bytes = 0;
  /** The number of hooks by duration in ms. Deadlines bound its size. */
  readonly #latencies = new Map<number, number>();
  /** The number of hooks by kind, of each group. */
  readonly #failures = { rejected: new Map<string, number>(), "no answer": new Map(), "not sent": new Map() };

  /** @returns true for the first rejection of its kind */
  add(delivery: Delivery): boolean {
    const ms = Math.round(delivery.ms);
    const isSent = delivery.ok || delivery.status !== "not sent";
    if (isSent) this.#latencies.set(ms, (this.#latencies.get(ms) ?? 0) + 1);
    this.#sent += 1;
    this.#bytes += delivery.bytes;
    if (delivery.ok) {
      this.#stored += 1;
      return false;
    }
    const { status, why } = delivery;
    const group = typeof status === "number" ? "rejected" : status === "no answer" ? status : "not sent";
    const kinds: Map<string, number> = this.#failures[group];
    const kind = `${status} (${why})`;
    const count = kinds.get(kind) ?? 0;
    kinds.set(kind, count + 1);
    return count === 0;
  }

  get sent(): number {
    return this.#sent;
  }

  get stored(): number {
    return this.#stored;
  }

  progress(): string {
    const [rejected, unanswered, left] = Object.values(this.#failures).map(sum);
    return `${this.#sent} due, ${this.#stored} stored, ${rejected} rejected, ${unanswered} without an answer, ${left} not sent, ${this.#quantile(0.5)} p50`;
  }

  summary(): string {
    const failures = Object.entries(this.#failures).map(([group, kinds]: [string, Map<string, number>]) => {
      const lines = [...kinds].map(([kind, count]) => `\n           ${count} × ${kind}`);
      return `${group.padEnd(11)}${sum(kinds)}${lines.join("")}`;
    });
    const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => this.#quantile(share));
    return [
      `sent       ${this.#sent - sum(this.#failures["not sent"])} hooks, ${(this.#bytes / 1e6).toFixed(1)} MB`,
      `stored     ${this.#stored}`,
      ...failures,
      `latency    p50 ${p50}, p95 ${p95}, p99 ${p99}, max ${max}`,
    ].join("\n");
  }

  /** Shows the progress: in place on a terminal, else as a line now and then. @returns how to end it */
  show(): () => void {
    const { isTTY } = process.stdout;
    const print = () => process.stdout.write(isTTY ? `\r\x1b[K${this.progress()}` : `${this.progress()}\n`);
    const timer = setInterval(print, isTTY ? STATUS_INTERVAL_MS : LINE_INTERVAL_MS);
    return () => {
      clearInterval(timer);
      if (isTTY) process.stdout.write("\r\x1b[K");
    };
  }

  #quantile(share: number): string {
    let left = Math.ceil(sum(this.#latencies) * share);
    for (const [ms, count] of [...this.#latencies].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return `${ms} ms`;
    }
    return "–";
  }
}

function sum(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
