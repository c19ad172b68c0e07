import { DATA_POLICY, SECURITY_HEADERS, TLS_ONLY } from "./lib/http/security-headers.ts";

const ROUTER_HEADERS = "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch";

/** @param {Readonly<Record<string, string>>} headers */
const toList = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }));

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Pictures come from the bucket. Otherwise, Next's optimizer would fetch any address for anybody.
  images: { unoptimized: true },
  // The server program compresses a page once for all of its readers (lib/server), and Vercel by itself.
  compress: false,
  // Metadata are a part of each page for all readers, not sent later to those that look like browsers.
  htmlLimitedBots: /.*/,
  experimental: {
    // Pages take no body. Next would keep 10 MB of each in memory.
    proxyClientMaxBodySize: 1_000,
    // In bytes as written. A page's own code stays in one script: in two, it has 1 KB more when compressed.
    turbopackChunking: { minChunkSize: 150_000 },
  },
  // For containers and other machines: a copy with only the packages that it needs.
  ...(process.env.BUILD_STANDALONE === "1" ? { output: "standalone" } : {}),
  // A webhook registered with a slash at its end would be redirected, and the provider may not follow.
  skipTrailingSlashRedirect: true,
  // sharp loads a native library that a bundler cannot follow.
  serverExternalPackages: ["sharp"],
  // npm test checks the types, so a build does not wait for them.
  typescript: { ignoreBuildErrors: true },
  async headers() {
    return [
      { source: "/:path*", headers: toList(SECURITY_HEADERS) },
      {
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
        headers: toList(TLS_ONLY),
      },
      // Of Next's own router. Its redirects have neither, and a cache would give one to others.
      {
        source: "/:path*",
        has: [{ type: "header", key: "rsc" }],
        headers: toList({ "Cache-Control": "private, no-store", Vary: ROUTER_HEADERS }),
      },
      // proxy.ts adds the policies of pages.
      { source: "/api/:path*", headers: toList(DATA_POLICY) },
    ];
  },
};

export default config;
