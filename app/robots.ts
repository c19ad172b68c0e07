import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { app } from "#lib/app.ts";

/** The past has no end: whoever followed all its links would have the store listed for each. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  // As set where it runs, not where it was built.
  await connection();
  return {
    rules: { userAgent: "*", disallow: app().settings.access.mode === "gated" ? "/" : ["/api/", "/*at="] },
  };
}
