// Loaded into a server with --import. The server ends when its owner does, and reports its resource usage when asked.
import type { Usage } from "./server.ts";

process.once("disconnect", () => process.exit());
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() } satisfies Usage);
});
