// Draws the output of a terminal as an SVG: bold, dim and the colours that Postform uses, in a window of its own size.

const FONT_PX = 13;
const CHAR_PX = FONT_PX * 0.602;
const LINE_PX = 19;
const PADDING_PX = 18;
const BAR_PX = 34;

const COLORS = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 36: '#79c0ff' };
const ESCAPE = '\u001b';
const CODES = new RegExp(`${ESCAPE}\\[([0-9;]*)m`);
const PLAIN = { fill: undefined, bold: false, dim: false };

/** `text` may hold the codes of colours (SGR). `title` is what a screen reader says. The same text gives the same bytes. */
export function svgOf(text, title) {
  const lines = text.split('\n').map(runsOf);
  const columns = Math.max(...lines.map((runs) => runs.reduce((sum, run) => sum + [...run.text].length, 0)));
  const width = Math.ceil(columns * CHAR_PX + 2 * PADDING_PX);
  const height = Math.ceil(BAR_PX + lines.length * LINE_PX + PADDING_PX);
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, at) => `<circle cx="${PADDING_PX + 4 + at * 18}" cy="17" r="5.5" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...dots,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_PX}" fill="#c9d1d9">`,
    ...lines.flatMap((runs, at) => (runs.length === 0 ? [] : [textOf(runs, BAR_PX + (at + 0.75) * LINE_PX)])),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** One line: each run starts at its column, so that the columns hold whatever font is there. */
function textOf(runs, y) {
  let column = 0;
  const spans = runs.map(({ text, fill, bold, dim }) => {
    const x = (PADDING_PX + column * CHAR_PX).toFixed(1);
    column += [...text].length;
    const attributes = [
      `x="${x}"`,
      ...(fill === undefined ? [] : [`fill="${fill}"`]),
      ...(bold ? ['font-weight="bold"'] : []),
      ...(dim ? ['opacity="0.6"'] : []),
    ];
    return `<tspan ${attributes.join(' ')}>${unfolded(text)}</tspan>`;
  });
  return `<text y="${y.toFixed(1)}">${spans.join('')}</text>`;
}

/** A line cut where its colours change. */
function runsOf(line) {
  let style = PLAIN;
  return line.split(CODES).flatMap((part, at) => {
    if (at % 2 === 0) return part === '' ? [] : [{ ...style, text: part }];
    style = part.split(';').reduce(styledBy, style);
    return [];
  });
}

function styledBy(style, code) {
  if (code === '' || code === '0') return PLAIN;
  if (code === '1') return { ...style, bold: true };
  if (code === '2') return { ...style, dim: true };
  if (code === '22') return { ...style, bold: false, dim: false };
  if (code === '39') return { ...style, fill: undefined };
  if (COLORS[code] !== undefined) return { ...style, fill: COLORS[code] };
  throw new Error(`the picture knows no code ${code} of colours`);
}

/** Spaces become ones that no viewer folds. */
function unfolded(text) {
  return escaped(text).replaceAll(' ', '\u00a0');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
