import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "./globals.css";

// A build has no settings and no nonce, so no page is made before it is asked for; nor the one for what is not found.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: "Livewall",
  description: "Live previews of every stream, as they are now.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f5f4" },
    { media: "(prefers-color-scheme: dark)", color: "#0c0d0f" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="min-h-dvh bg-page font-sans text-ink antialiased">{children}</body>
    </html>
  );
}
