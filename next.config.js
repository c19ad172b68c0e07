/** Allows what the kiosk and the copy buttons need. */
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
  // Pictures come from the bucket. Otherwise, Next's optimizer would fetch any address for anybody.
  images: { unoptimized: true },
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
        // Browsers accept this header over TLS only, and it must not be sent otherwise (RFC 6797, 7.2).
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
        headers: [{ key: "Strict-Transport-Security", value: "max-age=31536000" }],
      },
      {
        // proxy.ts adds the policies of pages.
        source: "/api/:path*",
        headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
      },
    ];
  },
};

export default config;
