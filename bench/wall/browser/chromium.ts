import { chromium, type Browser } from "playwright";
import { findSystemChromium } from "../../../scripts/test/chromium.ts";

/** A real one, without its errands. @param args of its own command line, besides */
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
