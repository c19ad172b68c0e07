import { type Browser, chromium } from "playwright";
import { findSystemChromium } from "../../scripts/test/chromium.ts";

/** Launches a Chromium that makes no requests of its own. @param args further options of its command line */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findSystemChromium();
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    args: [
      ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
      ...asRoot,
      ...args,
    ],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}
