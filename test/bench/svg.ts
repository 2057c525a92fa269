/** The paper that plots are drawn on. It brings its own ground, so it can be read on a dark page as well. */

const WIDTH = 820;
const PADDING = 16;
export const TITLE_LINE = 16;
const SUBTITLE_LETTERS = 118;

export const COLORS = {
  paper: '#ffffff',
  edge: '#d1d5db',
  text: '#111827',
  grid: '#e5e7eb',
  ours: '#2563eb',
  theirs: '#9ca3af',
  lines: ['#2563eb', '#c2410c', '#15803d', '#7e22ce', '#0f766e', '#b91c1c'],
} as const;

export interface Plot {
  readonly title: string;
  readonly subtitle: string;
  /** Of what is drawn below the title. */
  readonly height: number;
}

export interface Room {
  readonly top: number;
  readonly width: number;
}

export function renderFrame({ title, subtitle, height }: Plot, draw: (room: Room) => string): string {
  const lines = wrap(subtitle, SUBTITLE_LETTERS);
  const top = 40 + lines.length * TITLE_LINE;
  const total = top + height;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${total}" width="${WIDTH}" height="${total}"
  font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" font-size="12">
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${total - 1}" rx="6" fill="${COLORS.paper}" stroke="${COLORS.edge}"/>
<text x="${PADDING}" y="24" font-size="15" font-weight="bold" fill="${COLORS.text}">${escapeXml(title)}</text>
${lines.map((line, index) => text(line, { x: PADDING, y: 42 + index * TITLE_LINE, anchor: 'start' })).join('\n')}
${draw({ top, width: WIDTH })}
</svg>
`;
}

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly color?: string;
}

export function text(words: string, { x, y, anchor, color = COLORS.text }: TextPlace): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${color}">${escapeXml(words)}</text>`;
}

function wrap(words: string, letters: number): string[] {
  const lines = [''];
  for (const word of words.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length >= letters) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

function escapeXml(words: string): string {
  return words.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
