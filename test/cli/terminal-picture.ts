// Draws what a terminal would show as SVG: the README's picture is the program's own output, so it cannot grow old.

const columnWidth = 8.43;
const lineHeight = 19;
const padding = 18;

/** Foreground colours by SGR code, on a dark ground; contrast at least 4.5 to 1. */
const colors: Readonly<Record<string, string>> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#e3b341',
  '34': '#79c0ff',
  '35': '#d2a8ff',
  '36': '#76e3ea',
  '90': '#9198a1',
};

interface Style {
  readonly color?: string;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
  readonly isUnderlined?: boolean;
}

/** An SVG document of `lines`, which may hold SGR escapes; `columns` is the width of the terminal. */
export function drawTerminal(lines: readonly string[], columns: number, title: string): string {
  const width = Math.round(columns * columnWidth + 2 * padding);
  const height = lines.length * lineHeight + 2 * padding;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeXml(title)}</title>
<rect width="100%" height="100%" rx="10" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
${lines.map(drawLine).filter(Boolean).join('\n')}
</g>
</svg>
`;
}

function drawLine(line: string, index: number): string {
  const y = padding + (index + 0.75) * lineHeight;
  let style: Style = {};
  let column = 0;
  const spans: string[] = [];
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
    if (codes !== undefined) {
      style = codes.split(';').reduce(applyCode, style);
      continue;
    }
    const text = part.trimEnd();
    if (text.trim() !== '') spans.push(drawSpan(text, column, y, style));
    column += [...part].length;
  }
  return spans.join('');
}

function drawSpan(text: string, column: number, y: number, style: Style): string {
  const indent = text.length - text.trimStart().length;
  const x = padding + (column + indent) * columnWidth;
  const shown = text.trimStart();
  // Fonts differ in width; a terminal's columns do not.
  const length = [...shown].length * columnWidth;
  const attributes = [
    `x="${x.toFixed(1)}" y="${y.toFixed(1)}" textLength="${length.toFixed(1)}"`,
    style.color && `fill="${style.color}"`,
    style.isBold && 'font-weight="700"',
    style.isDim && !style.color && 'fill="#9198a1"',
    style.isUnderlined && 'text-decoration="underline"',
  ];
  return `<text ${attributes.filter(Boolean).join(' ')}>${escapeXml(shown)}</text>`;
}

function applyCode(style: Style, code: string): Style {
  const { color: _, ...colorless } = style;
  if (code === '' || code === '0') return {};
  if (code === '1') return { ...style, isBold: true };
  if (code === '2') return { ...style, isDim: true };
  if (code === '4') return { ...style, isUnderlined: true };
  if (code === '22') return { ...style, isBold: false, isDim: false };
  if (code === '24') return { ...style, isUnderlined: false };
  if (code === '39') return colorless;
  const color = colors[code] ?? colors[String(Number(code) - 60)];
  return color === undefined ? style : { ...style, color };
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
