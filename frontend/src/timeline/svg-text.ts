/** As few characters as a hundredth of a pixel takes. */
export const number = (value: number): string =>
  String(Math.round(value * 100) / 100)
    .replace(/^(-?)0\./, '$1.')
    .replace(/^-0$/, '0');

export const escapeXml = (text: string): string =>
  // What is no character of XML is none of a name either.
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A computed colour, as readers of SVG know it that do not know CSS: opacity stands by itself. */
export function colourOf(style: string): { readonly colour: string; readonly opacity: number } {
  // What `color-mix` gives.
  const shares = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)$/.exec(style);
  if (shares)
    return colourOf(
      `rgba(${shares
        .slice(1, 4)
        .map((share) => Math.round(Number(share) * 255))
        .join(', ')}, ${shares[4] ?? 1})`,
    );
  const parts = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(style);
  if (!parts) return { colour: style, opacity: 1 };
  const hex = parts
    .slice(1, 4)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');
  return { colour: `#${hex}`, opacity: parts[4] === undefined ? 1 : Number(parts[4]) };
}
