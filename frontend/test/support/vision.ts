/** A colour in linear light: red, green and blue from 0 to 1. */
type Linear = readonly [number, number, number];
type Matrix = readonly [Linear, Linear, Linear];

const apply = (matrix: Matrix, [r, g, b]: Linear): Linear =>
  matrix.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as unknown as Linear;

/**
 * How people see: the first as most do, then the three common deficiencies at their strongest, by G. M. Machado, M. M. Oliveira and
 * L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), and in grey.
 */
export const SIGHTS = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  greyscale: [
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
  ],
} as const satisfies Record<string, Matrix>;
export type Sight = keyof typeof SIGHTS;

const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

/** A colour and how much of it there is. */
export interface Colour {
  readonly rgb: readonly [number, number, number];
  readonly alpha: number;
}

/** `#rrggbb` or `rgb(r g b / a)`. */
export function parseColour(text: string): Colour {
  const hex = /^#(..)(..)(..)$/.exec(text.trim());
  if (hex)
    return { rgb: hex.slice(1).map((part) => Number.parseInt(part, 16) / 255) as unknown as Colour['rgb'], alpha: 1 };
  const numbers = [...text.matchAll(/[\d.]+/g)].map(([number]) => Number(number));
  if (!text.startsWith('rgb') || numbers.length < 3) throw new Error(`no colour: ${text}`);
  return { rgb: numbers.slice(0, 3).map((part) => part / 255) as unknown as Colour['rgb'], alpha: numbers[3] ?? 1 };
}

/** What one sees where one colour lies over another. */
export const over = (top: Colour, below: Colour): Colour => ({
  rgb: top.rgb.map((channel, i) => channel * top.alpha + below.rgb[i]! * (1 - top.alpha)) as unknown as Colour['rgb'],
  alpha: 1,
});

/** OKLab, by Björn Ottosson (2020): distances in it are about as large as the differences that one sees. */
function oklab({ rgb }: Colour, sight: Sight): Linear {
  const [r, g, b] = apply(SIGHTS[sight], rgb.map(linear) as unknown as Linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** How different two colours look: 0.02 is just seen, 1 is black beside white. */
export function difference(a: Colour, b: Colour, sight: Sight): number {
  const [one, other] = [oklab(a, sight), oklab(b, sight)];
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}
