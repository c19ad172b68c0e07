/** A phone, a laptop and a wall of monitors, in CSS pixels. */
export const SCREENS = [
  { width: 360, height: 780 },
  { width: 1280, height: 720 },
  { width: 3840, height: 2160 },
] as const;
