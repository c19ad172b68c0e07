import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { app } from "#lib/app.ts";

/** Excludes the past: it has endless links, and each costs requests to the store. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  // The settings of the running process, not of the build.
  await connection();
  return {
    rules: { userAgent: "*", disallow: app().settings.access.mode === "gated" ? "/" : ["/api/", "/*at="] },
  };
}
