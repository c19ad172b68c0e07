import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { app } from "#lib/app.ts";
import { findViewer } from "#lib/request.ts";
import "./globals.css";
import "./wall.css";

// A build has no settings and no nonce, so that pages are rendered per request, including the one for not found.
export const dynamic = "force-dynamic";

/** Names in other scripts than Latin use the reader's fonts. */
const geist = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-geist",
  // A font that arrives late is used on the next page, so that no text moves.
  display: "optional",
});

export const metadata: Metadata = {
  title: "Livewall",
  description: "Live previews of every stream, as they are now.",
  icons: {
    icon: { url: "/icon.svg", type: "image/svg+xml" },
    apple: { url: "/apple-icon.png", sizes: "180x180" },
  },
  manifest: "/manifest.webmanifest",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f7f8" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0d10" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Only viewers with access learn the bucket's address. React's preconnect() has no effect after an await.
  const pictures = (await findViewer()) === null ? null : await app().pictureOrigin();
  return (
    <html lang="en" className={geist.variable} data-poll-ms={app().settings.gallery.pollMs}>
      <head>{pictures !== null && <link rel="preconnect" href={pictures} />}</head>
      <body className="min-h-window bg-page font-sans text-ink antialiased">
        {children}
        {/* Older browsers stop at a script of Next, and would show a page as live that no longer changes. */}
        <p className="too-old">
          This page does not update: it needs Chromium 94, Firefox 111 or Safari 16.4, or a newer version.
        </p>
      </body>
    </html>
  );
}
