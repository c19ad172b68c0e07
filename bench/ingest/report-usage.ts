// Loaded into a measured process with --import: tells its owner, when asked, what it has used so far.
import type { Usage } from "./contender.ts";

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  const usage: Usage = { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
  process.send?.(usage);
});
process.once("disconnect", () => process.exit());
