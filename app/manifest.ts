import type { MetadataRoute } from "next";

/** Makes the wall installable on a home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Livewall",
    short_name: "Livewall",
    description: "Live previews of every stream, as they are now.",
    start_url: "/",
    display: "standalone",
    background_color: "#0c0d0f",
    theme_color: "#0c0d0f",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
