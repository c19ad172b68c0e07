import { toEncodable } from "./encoding.ts";
import type { Page } from "./shared-pages.ts";

const SECONDS = 3;

const HTML = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${SECONDS}">
<title>Busy · Livewall</title>
</head>
<body>
<h1>Too many pages are being opened</h1>
<p>This page tries again by itself in ${SECONDS} seconds.</p>
</body>
</html>
`;

/** For a reader beyond what can be served. It asks again by itself. */
export const BUSY: Page = {
  status: 503,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "retry-after": String(SECONDS),
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors *",
  },
  body: toEncodable(Buffer.from(HTML)),
  isShared: false,
};
