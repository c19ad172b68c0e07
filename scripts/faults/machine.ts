import { availableParallelism, cpus, totalmem } from "node:os";

/** What figures were measured on, in words. */
export function machine(): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 1e9)} GB`;
  return [
    `${new Date().toISOString().slice(0, 10)}; ${availableParallelism()} cores of ${cpu?.model ?? "an unknown kind"},`,
    `${memory}, Node ${process.version}; store (miniflare) and senders on the same machine.`,
  ].join(" ");
}
