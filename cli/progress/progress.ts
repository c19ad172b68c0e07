/** Tells how far a long work is: every second on a terminal, in one line; every 10 seconds elsewhere. */
export type Progress = { readonly step: () => void; readonly end: () => void };

const TERMINAL_MS = 1_000;
const LOG_MS = 10_000;

export function createProgress(
  total: number,
  isTerminal: boolean,
  write: (text: string) => void,
  now: () => number = Date.now,
): Progress {
  const started = now();
  const everyMs = isTerminal ? TERMINAL_MS : LOG_MS;
  let done = 0;
  let told = started;

  function tell() {
    const seconds = (now() - started) / 1000;
    const rate = done / seconds;
    const left = Math.round((total - done) / rate);
    const text = `${count(done)} of ${count(total)}, ${rate.toFixed(0)}/s, ${duration(left)} left`;
    write(isTerminal ? `\r\x1b[K${text}` : `${text}\n`);
  }

  return {
    step() {
      done += 1;
      if (now() - told < everyMs) return;
      told = now();
      tell();
    },
    end() {
      if (isTerminal) write("\r\x1b[K");
    },
  };
}

export function count(n: number): string {
  return n.toLocaleString("en");
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
