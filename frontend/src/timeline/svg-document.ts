import { STATES, type State } from '../model/states.ts';
import { isPatterned, type Palette, paintTile, TILE_PX } from './palette.ts';
import { SvgPen } from './svg-pen.ts';
import { escapeXml, number } from './svg-text.ts';

/** The same colours, with patterns by the names that they have in a document. */
export const vectorPalette = (palette: Palette): Palette => ({
  ...palette,
  state: Object.fromEntries(
    STATES.map((state) => [state, isPatterned(state) ? `url(#state-${state})` : palette.stateColour[state]]),
  ) as Palette['state'],
});

/** What a pen drew, as a document. */
export function svgDocument(
  body: string,
  width: number,
  height: number,
  palette: Palette,
  title: string,
  about: string,
): string {
  const [w, h] = [number(width), number(height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img">
<title>${escapeXml(title)}</title><desc>${escapeXml(about)}</desc>
<defs>${STATES.filter(isPatterned)
    .map((state) => pattern(state, palette))
    .join('')}</defs>
${body}</svg>
`;
}

function pattern(state: State, palette: Palette): string {
  const pen = new SvgPen(() => 0);
  paintTile(pen, state, palette.stateColour[state], palette.mark, TILE_PX);
  return `<pattern id="state-${state}" width="${TILE_PX}" height="${TILE_PX}" patternUnits="userSpaceOnUse">${pen.body()}</pattern>`;
}
