/** What the kiosk and the copy buttons need, and nothing that a wall has no business with. */
const PERMISSIONS = [
  "fullscreen=(self)",
  "screen-wake-lock=(self)",
  "clipboard-write=(self)",
  ...["camera", "microphone", "geolocation", "payment", "usb", "display-capture", "browsing-topics"].map(
    (feature) => `${feature}=()`,
  ),
].join(", ");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Pictures come from the bucket as they are; without this, Next's own optimizer answers to anybody's addresses.
  images: { unoptimized: true },
  // For containers and other machines: a copy with only the packages that it needs. See scripts/standalone.
  ...(process.env.BUILD_STANDALONE === "1" ? { output: "standalone" } : {}),
  // A webhook registered with a slash at its end would be redirected, and the provider may not follow.
  skipTrailingSlashRedirect: true,
  // sharp loads a native library that a bundler cannot follow.
  serverExternalPackages: ["sharp"],
  // Types, tests' included, are checked by npm test: whoever builds to run it need not wait for that.
  typescript: { ignoreBuildErrors: true },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Referrer-Policy", value: "no-referrer" },
          { key: "Permissions-Policy", value: PERMISSIONS },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        ],
      },
      {
        // A browser believes it over TLS alone, and it may not be said over anything else (RFC 6797, 7.2).
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
        headers: [{ key: "Strict-Transport-Security", value: "max-age=31536000" }],
      },
      {
        // The pages' own policies are made for each answer: proxy.ts.
        source: "/api/:path*",
        headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
      },
    ];
  },
};

export default config;
