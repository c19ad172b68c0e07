/** How a reader writes times: a zone of the IANA database and a locale. */
export type Place = { readonly zone: string; readonly locale: string };

/** The place of the first render, on the server and in the browser. All of them write its dates alike. */
export const UTC: Place = { zone: "UTC", locale: "en-US" };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Makes each format once: making one takes far longer than using it. */
export function toFormat(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([place, options]);
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat(place.locale, { timeZone: place.zone, ...options });
  formats.set(key, known);
  return known;
}

/** The place of the browser. */
export function readPlace(): Place {
  const { timeZone: zone, locale } = new Intl.DateTimeFormat().resolvedOptions();
  try {
    // Chromium may know no zone, and says so in a name that it does not take back: "Etc/Unknown".
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return { zone, locale };
  } catch {
    return { zone: UTC.zone, locale };
  }
}

/** The time of day in 24 hours, "07:22:38", or "07:22". */
export function formatTime(time: number, place: Place, hasSeconds = true): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return toFormat(place, hasSeconds ? { ...options, second: "2-digit" } : options).format(time);
}

/** The short name of a zone at a time, or its offset: "UTC", "CET", "GMT+5:45". */
export function zoneName(time: number, place: Place): string {
  const parts = toFormat(place, { timeZoneName: "short" }).formatToParts(time);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? place.zone;
}
