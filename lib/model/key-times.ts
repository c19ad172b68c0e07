// Times as keys write them, all in UTC. In code they are ms since 1970.

const END_OF_TIME = 9_999_999_999_999;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const LAST_HOUR = Math.floor(END_OF_TIME / HOUR_MS);
/** Times of fewer digits are in no key. */
export const MIN_TIME = 1_000_000_000_000;

/** 13 digits, so that a LIST, which only ascends, returns the newest first. */
export function descending(time: number): string {
  return String(END_OF_TIME - time).padStart(13, "0");
}

/** Undoes `descending`. */
export function parseDescending(digits: string): number {
  return END_OF_TIME - Number(digits);
}

/** 7 digits. */
export function descendingHour(time: number): string {
  return String(LAST_HOUR - Math.floor(time / HOUR_MS)).padStart(7, "0");
}

/** The beginning of the hour that `descendingHour` wrote. */
export function parseDescendingHour(digits: string): number {
  return (LAST_HOUR - Number(digits)) * HOUR_MS;
}

/** `<desc hour>-<yyyymmddThh>` */
export function writeHour(time: number): string {
  return hourName(Math.floor(time / HOUR_MS));
}

/** `<yyyymmdd>/<hhmm>` */
export function writeMinute(time: number): string {
  return minuteName(Math.floor(time / MINUTE_MS));
}

/** `<ss.mmm>` */
export function writeSecond(time: number): string {
  const digits = String(100_000 + (Math.floor(time) % MINUTE_MS));
  return `${digits.slice(1, 3)}.${digits.slice(3)}`;
}

/** The time that `writeMinute` and `writeSecond` wrote; null for one that no key has. The caller compares. */
export function parseTime(day: string, minute: string, second: string): number | null {
  const time = parseMinute(`${day}/${minute}`) + Math.round(Number(second) * 1_000);
  return time >= MIN_TIME && time <= END_OF_TIME ? time : null;
}

const hourName = rememberLast((hour: number) => {
  const iso = new Date(hour * HOUR_MS).toISOString();
  return `${descendingHour(hour * HOUR_MS)}-${iso.slice(0, 13).replaceAll("-", "")}`;
});

const minuteName = rememberLast((minute: number) => {
  const iso = new Date(minute * MINUTE_MS).toISOString();
  return `${iso.slice(0, 10).replaceAll("-", "")}/${iso.slice(11, 16).replace(":", "")}`;
});

const parseMinute = rememberLast((text: string) =>
  Date.parse(text.replace(/(\d{4})(\d\d)(\d\d)\/(\d\d)(\d\d)/, "$1-$2-$3T$4:$5Z")),
);

/** Remembers the last result: a list comes in order, so its keys ask for the same again and again. */
function rememberLast<Value, Result>(make: (value: Value) => Result): (value: Value) => Result {
  let last: { readonly value: Value; readonly result: Result } | undefined;
  return (value) => {
    if (last === undefined || last.value !== value) last = { value, result: make(value) };
    return last.result;
  };
}
