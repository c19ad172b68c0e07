import { viewAddress, type View } from "./view.ts";

/** How a kiosk shows its view, as its address has it. */
export type KioskOptions = {
  /** Seconds until the next page. */
  readonly every: number;
  readonly theme: "dark" | "light";
  readonly clock: "local" | "utc" | "off";
  readonly names: "on" | "off";
};

export const DEFAULT_KIOSK: KioskOptions = { every: 20, theme: "dark", clock: "local", names: "on" };

const MIN_SECONDS = 5;
const MAX_SECONDS = 600;

/** Reads the options of a kiosk from the parameters of an address. Anything invalid gets its default. */
export function parseKiosk(query: Readonly<Record<string, unknown>>): KioskOptions {
  const every =
    typeof query.every === "string" && /^[1-9]\d{0,2}$/.test(query.every) ? Number(query.every) : 0;
  const isValid = every >= MIN_SECONDS && every <= MAX_SECONDS;
  return {
    every: isValid ? every : DEFAULT_KIOSK.every,
    theme: query.theme === "light" ? "light" : DEFAULT_KIOSK.theme,
    clock: query.clock === "utc" || query.clock === "off" ? query.clock : DEFAULT_KIOSK.clock,
    names: query.names === "off" ? "off" : DEFAULT_KIOSK.names,
  };
}

/** The address of a kiosk, without defaults. A kiosk shows now, whatever moment the view has. */
export function kioskAddress(view: View, options: KioskOptions): string {
  const address = viewAddress({ ...view, at: null }, "/wall");
  const chosen = Object.entries(options)
    .filter(([name, value]) => value !== DEFAULT_KIOSK[name as keyof KioskOptions])
    .map(([name, value]) => `${name}=${value}`);
  if (chosen.length === 0) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${chosen.join("&")}`;
}
