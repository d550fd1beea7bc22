// Which keys lie side by side, on the layouts in common use: what a keyboard walk is made of.

interface Layout {
  readonly name: string;
  /** Rows from the top; the number row starts one place to the left of the others. */
  readonly plain: readonly string[];
  readonly shifted: readonly string[];
}

const layouts: readonly Layout[] = [
  {
    name: 'QWERTY',
    plain: ['`1234567890-=', ' qwertyuiop[]\\', " asdfghjkl;'", ' zxcvbnm,./'],
    shifted: ['~!@#$%^&*()_+', ' QWERTYUIOP{}|', ' ASDFGHJKL:"', ' ZXCVBNM<>?'],
  },
  {
    name: 'QWERTZ',
    plain: ['^1234567890', ' qwertzuiop', ' asdfghjkl', ' yxcvbnm,.-'],
    shifted: ['°!"§$%&/()=', ' QWERTZUIOP', ' ASDFGHJKL', ' YXCVBNM;:_'],
  },
  {
    name: 'AZERTY',
    plain: ['²&é"\'(-è_çà)=', ' azertyuiop^$', ' qsdfghjklmù', ' wxcvbn,;:!'],
    shifted: [' 1234567890°+', ' AZERTYUIOP', ' QSDFGHJKLM', ' WXCVBN?./'],
  },
  {
    name: 'Dvorak',
    plain: ['`1234567890[]', " ',.pyfgcrl/=", ' aoeuidhtns-', ' ;qjkxbmwvz'],
    shifted: ['~!@#$%^&*(){}', ' "<>PYFGCRL?+', ' AOEUIDHTNS_', ' :QJKXBMWVZ'],
  },
  {
    name: 'Colemak',
    plain: ['`1234567890-=', ' qwfpgjluy;[]\\', " arstdhneio'", ' zxcvbkm,./'],
    shifted: ['~!@#$%^&*()_+', ' QWFPGJLUY:{}|', ' ARSTDHNEIO"', ' ZXCVBKM<>?'],
  },
  {
    name: 'BÉPO',
    plain: ['$"«»()@+-/*=%', ' bépoè^vdljzw', ' auie,ctsrnmç', ' àyx.kʼqghf'],
    shifted: ['#1234567890°`', ' BÉPOÈ!VDLJZW', ' AUIE;CTSRNMÇ', ' ÀYX:K?QGHF'],
  },
  { name: 'keypad', plain: [' 789', ' 456', ' 123', ' 0.'], shifted: [] },
];

/** Names of the layouts, in the order of `directions`. */
export const layoutNames: readonly string[] = layouts.map(({ name }) => name);

// Rows are slanted, so a key has two neighbours above and two below; the keypad is a plain grid and simply
// loses two of its diagonals to this.
const steps: readonly (readonly [number, number])[] = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [1, -1],
  [0, 1],
  [-1, 1],
];

/** Number of directions a walk can take from a key. */
export const directionCount = steps.length;

/** For each pair of ASCII characters (`a * 128 + b`): bit k set where they are neighbours on `layoutNames[k]`. */
export const neighbourLayouts: Uint8Array = new Uint8Array(128 * 128);

/** For each layout and such pair: direction 1 to 6 from a to b, 0 for none. */
export const directions: readonly Uint8Array[] = layouts.map(directionTable);

/** Fills in the neighbours of a layout as well: every start of a program waits for these tables. */
function directionTable({ plain, shifted }: Layout, layout: number): Uint8Array {
  const table = new Uint8Array(128 * 128);
  const keys = new Map<string, readonly number[]>();
  const places: { code: number; x: number; y: number }[] = [];
  for (const rows of [plain, shifted]) {
    rows.forEach((row, y) => {
      Array.from(row).forEach((char, x) => {
        const code = char.charCodeAt(0);
        if (char === ' ' || code > 127) return;
        const place = `${x},${y}`;
        keys.set(place, [...(keys.get(place) ?? []), code]);
        places.push({ code, x, y });
      });
    });
  }
  for (const { code, x, y } of places) {
    steps.forEach(([dx, dy], direction) => {
      for (const next of keys.get(`${x + dx},${y + dy}`) ?? []) {
        const pair = code * 128 + next;
        table[pair] = direction + 1;
        neighbourLayouts[pair] = (neighbourLayouts[pair] ?? 0) | (1 << layout);
      }
    });
  }
  return table;
}

const shiftedKeys = Uint8Array.from({ length: 128 }, (_, code) =>
  (code >= 65 && code <= 90) || '~!@#$%^&*()_+{}|:"<>?'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Whether the ASCII character needs the shift key on QWERTY. */
export function isShifted(code: number): boolean {
  return shiftedKeys[code] === 1;
}
