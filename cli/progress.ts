import { formatCount } from "./text.ts";

/**
 * Prints the progress of a long run to stderr: a line that changes on a terminal, elsewhere a line every 10 seconds.
 * The progress bar of @clack/prompts does not fit: it handles SIGINT and SIGTERM, so the run could not be interrupted.
 */
export function createProgress(total: number) {
  const startedAt = Date.now();
  const everyMs = process.stderr.isTTY ? 1_000 : 10_000;
  const [start, end] = process.stderr.isTTY ? ["\r\x1b[K", ""] : ["", "\n"];
  let done = 0;
  let printedAt = startedAt;
  return {
    step() {
      done += 1;
      if (Date.now() - printedAt < everyMs) return;
      printedAt = Date.now();
      const rate = (done * 1_000) / (printedAt - startedAt);
      const left = formatSeconds((total - done) / rate);
      const text = `${formatCount(done)} of ${formatCount(total)}, ${rate.toFixed(0)}/s, ${left} left`;
      process.stderr.write(start + text + end);
    },
    end: () => void process.stderr.write(start),
  };
}

function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(0)} s`;
  return seconds < 5_400 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
