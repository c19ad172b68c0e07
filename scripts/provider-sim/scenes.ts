import { circle, gradient, H, hsl, phase, range, rect, scatter, W, wave } from "./shapes.ts";

/** Draws one moment of a place as the inside of an SVG of 1920 × 1080. @param seconds since 1970 */
export type Scene = (seconds: number, hue: number) => string;

const sunset: Scene = (s, hue) => {
  const angle = phase(s, 600) * Math.PI;
  const sun = { x: W / 2 - Math.cos(angle) * 850, y: 820 - Math.sin(angle) * 620 };
  return (
    gradient("sky", hsl(hue + 210, 55, 32), hsl(hue + 20, 85, 66)) +
    rect(0, 0, W, H, "url(#sky)") +
    range(4)
      .map((i) => circle(sun.x, sun.y, 220 - i * 40, hsl(hue + 40, 95, 70 + i * 6), 'opacity="0.35"'))
      .join("") +
    wave(780, 90, 330, 1 + hue, hsl(hue + 250, 30, 34)) +
    wave(860, 70, 240, 3 + hue, hsl(hue + 240, 35, 24)) +
    wave(960, 40, 410, 5 + hue, hsl(hue + 230, 40, 14))
  );
};

const pitch: Scene = (s, hue) => {
  const line = 'fill="none" stroke="#fff" stroke-width="8" opacity="0.85"';
  const players = range(22).map((i) => {
    const x = W / 2 + Math.sin(s / (13 + i) + i) * 800 * scatter(i + 1);
    const y = H / 2 + Math.cos(s / (11 + i) + i * 2) * 420 * scatter(i + 40);
    return (
      circle(x, y + 14, 20, "#0006") +
      circle(x, y, 22, i % 2 === 0 ? hsl(hue, 85, 55) : hsl(hue + 180, 75, 85))
    );
  });
  return (
    range(12)
      .map((i) => rect(i * 160, 0, 160, H, i % 2 === 0 ? "#2c7a3f" : "#338a48"))
      .join("") +
    `<g ${line}><rect x="90" y="70" width="1740" height="940"/><path d="M960 70v940M90 300h240v480h-240M1830 300h-240v480h240"/><circle cx="960" cy="540" r="170"/></g>` +
    players.join("") +
    circle(W / 2 + Math.sin(s / 5) * 700, H / 2 + Math.cos(s / 7) * 380, 14, "#fff")
  );
};

const skyline: Scene = (s, hue) => {
  const towers = range(15).map((i) => {
    const height = 300 + scatter(i + hue) * 520;
    const windows = range(Math.floor(height / 60) * 4).map((w) => {
      const isLit = scatter(w * 7 + i * 31 + Math.floor(s / 20 + scatter(w + i) * 9)) > 0.45;
      return rect(
        i * 130 + 12 + (w % 4) * 27,
        H - height + 20 + Math.floor(w / 4) * 60,
        17,
        30,
        isLit ? hsl(hue + 45, 90, 70) : "#0b1020",
      );
    });
    return rect(i * 130, H - height, 122, height, hsl(hue + 225, 30, 12 + scatter(i) * 8)) + windows.join("");
  });
  return (
    gradient("night", hsl(hue + 230, 60, 8), hsl(hue + 280, 50, 30)) +
    rect(0, 0, W, H, "url(#night)") +
    range(70)
      .map((i) => circle(scatter(i) * W, scatter(i + 99) * 500, 2 + scatter(i) * 2, "#fff", 'opacity="0.8"'))
      .join("") +
    circle(phase(s, 900) * W, 190, 80, "#f4f1de") +
    towers.join("")
  );
};

const stage: Scene = (s, hue) => {
  const beams = range(6).map((i) => {
    const x = 160 + i * 320;
    const reach = x + Math.sin(s / 4 + i * 1.3) * 620;
    return `<polygon points="${x},0 ${(reach - 190).toFixed(0)},1000 ${(reach + 190).toFixed(0)},1000" fill="${hsl(hue + i * 50, 90, 60)}" opacity="0.3"/>`;
  });
  const people = range(5).map((i) => {
    const x = 420 + i * 270;
    const y = 700 + Math.sin(s * 1.7 + i) * 24;
    return circle(x, y - 150, 44, "#111") + rect(x - 46, y - 105, 92, 230, "#111", 'rx="40"');
  });
  const crowd = range(40).map((i) => circle(i * 50, 1060 + Math.sin(s * 2 + i * 1.9) * 22, 52, "#050508"));
  return (
    rect(0, 0, W, H, hsl(hue, 45, 10)) +
    beams.join("") +
    rect(0, 860, W, 220, hsl(hue, 30, 16)) +
    people.join("") +
    crowd.join("")
  );
};

const harbour: Scene = (s, hue) => {
  const x = phase(s, 240) * (W + 700) - 350;
  const y = 640 + Math.sin(s / 3) * 14;
  return (
    gradient("day", hsl(hue + 200, 70, 62), hsl(hue + 190, 60, 88)) +
    rect(0, 0, W, H, "url(#day)") +
    range(4)
      .map((i) => {
        const cx = ((scatter(i) * W + s * (3 + i)) % (W + 500)) - 250;
        return (
          circle(cx, 180 + i * 60, 60, "#fff", 'opacity="0.7"') +
          circle(cx + 70, 190 + i * 60, 80, "#fff", 'opacity="0.7"')
        );
      })
      .join("") +
    wave(640, 16, 120, s / 2, hsl(hue + 205, 55, 45)) +
    `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"><path d="M-230 0h460l-70 110h-320z" fill="${hsl(hue, 70, 40)}"/><path d="M0-20v-330l210 330z" fill="#fff"/><path d="M-20-20v-250l-150 250z" fill="${hsl(hue + 30, 80, 72)}"/></g>` +
    wave(730, 22, 170, -s / 1.6, hsl(hue + 205, 60, 35)) +
    wave(860, 30, 230, s / 1.9 + 2, hsl(hue + 208, 65, 25))
  );
};

const racetrack: Scene = (s, hue) => {
  const cars = range(7).map((i) => {
    const angle = (s / (9 + i * 0.6) + i) * 1.1;
    const at = `translate(${(W / 2 + Math.cos(angle) * 690).toFixed(1)} ${(H / 2 + Math.sin(angle) * 350).toFixed(1)}) rotate(${((Math.atan2(Math.cos(angle) * 350, -Math.sin(angle) * 690) * 180) / Math.PI).toFixed(1)})`;
    return `<g transform="${at}"><rect x="-50" y="-24" width="100" height="48" rx="20" fill="${hsl(hue + i * 52, 85, 55)}"/><rect x="-14" y="-18" width="34" height="36" rx="8" fill="#111"/></g>`;
  });
  const track = (width: number, colour: string, more = "") =>
    `<ellipse cx="960" cy="540" rx="690" ry="350" fill="none" stroke="${colour}" stroke-width="${width}" ${more}/>`;
  return (
    rect(0, 0, W, H, hsl(hue + 100, 35, 34)) +
    track(226, "#eee") +
    track(206, "#3a3d42") +
    track(6, "#fff", 'stroke-dasharray="50 40"') +
    cars.join("")
  );
};

const studio: Scene = (s, hue) => {
  const lights = range(26).map((i) => {
    const x = (scatter(i + hue) * W + s * (6 + scatter(i) * 20)) % W;
    const y = scatter(i + 50) * H + Math.sin(s / 6 + i) * 60;
    return circle(x, y, 40 + scatter(i + 7) * 130, hsl(hue + scatter(i) * 90, 85, 62), 'opacity="0.32"');
  });
  return (
    gradient("wall", hsl(hue, 55, 22), hsl(hue + 60, 60, 12)) +
    rect(0, 0, W, H, "url(#wall)") +
    lights.join("")
  );
};

export const SCENES: readonly Scene[] = [harbour, pitch, skyline, stage, sunset, racetrack, studio];
