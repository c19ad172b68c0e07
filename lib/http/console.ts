import { StringDecoder } from "node:string_decoder";
import { format, stripVTControlCharacters } from "node:util";
import { claimOutput, describeError, log } from "./log.ts";

type Level = "debug" | "info" | "warn" | "error";

const METHODS = { log: "info", info: "info", debug: "debug", warn: "warn", error: "error" } as const;
/** Characters of a message before its colours are removed; the log keeps 2,000. */
const MAX_RAW_LENGTH = 8_000;

/**
 * Makes lines of the log of what other code prints: by the console, to standard output, to standard error, and as
 * warnings of Node.js. Call it before that code is loaded. A second call does nothing. An uncaught error ends the
 * process as before, and Node.js prints it as text.
 */
export function logConsole(): void {
  if (!claimOutput()) return;
  for (const [method, level] of Object.entries(METHODS)) {
    console[method as keyof typeof METHODS] = (...args: unknown[]) => say(level, formatAll(args));
  }
  console.trace = function trace(...args: unknown[]) {
    const error = new Error(formatAll(args));
    error.name = "Trace";
    Error.captureStackTrace(error, trace);
    say("debug", error.stack ?? error.message);
  };
  const outputs = [
    [process.stdout, "info"],
    [process.stderr, "warn"],
  ] as const;
  for (const [stream, level] of outputs) {
    const lines = createLines((line) => say(level, line));
    stream.write = createWrite(lines.add);
    process.once("exit", lines.end);
  }
  logWarnings();
}

function say(level: Level, text: string): void {
  const message = stripVTControlCharacters(text.slice(0, MAX_RAW_LENGTH)).trim();
  if (message !== "") log("console", { level, message });
}

/** Objects may have functions of their own that describe them, and these may throw. */
function formatAll(args: readonly unknown[]): string {
  try {
    return format(...args);
  } catch {
    return "(This cannot be printed.)";
  }
}

/** Node.js itself writes them past `process.stderr`. Without its own listener, as with --no-warnings, none are logged. */
function logWarnings(): void {
  const own = process.listeners("warning").find(({ name }) => name === "onWarning");
  if (own === undefined) return;
  process.removeListener("warning", own);
  process.on("warning", (warning) => {
    if (warning.name !== "DeprecationWarning" || !process.noDeprecation)
      say("warn", `${warning.name}: ${describeError(warning)}`);
  });
}

/** Splits text into lines. Of a line, only as much is kept as is logged. */
function createLines(onLine: (line: string) => void) {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return {
    add: (chunk: string | Uint8Array) => {
      const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
      const [first = "", ...others] = text.split("\n");
      const lines = [rest + first, ...others];
      rest = (lines.pop() ?? "").slice(0, MAX_RAW_LENGTH);
      for (const line of lines) onLine(line);
    },
    /** Passes on a last line without an end. */
    end: () => {
      onLine(rest + decoder.end());
      rest = "";
    },
  };
}

/** Makes the `write` of a stream, in all its forms. */
function createWrite(add: (chunk: string | Uint8Array) => void): typeof process.stdout.write {
  return (chunk: string | Uint8Array, ...more: unknown[]) => {
    const [encoding] = more;
    const isText = typeof chunk !== "string" || typeof encoding !== "string" || /^utf-?8$/i.test(encoding);
    add(isText ? chunk : Buffer.from(chunk, encoding as BufferEncoding));
    const onWritten = more.find((each) => typeof each === "function");
    if (onWritten !== undefined) process.nextTick(onWritten);
    return true;
  };
}
