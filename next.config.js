/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
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
        ],
      },
    ];
  },
};

export default config;
