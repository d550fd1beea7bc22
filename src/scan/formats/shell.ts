// Shell scripts and Procfiles, lightly: variables that are set or exported, and `NAME=value` arguments.
import { scanAssignments } from './assignments.ts';
import { createCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { formatNameOf } from './paths.ts';
import { sliceStored } from './stored-text.ts';

export const shellReader: FormatReader = {
  id: 'shell',
  canRead(path) {
    return /\.(?:sh|bash|zsh|ksh|command)$|^procfile(?:[.\-_].*)?$|^\.(?:bashrc|bash_profile|profile|zshrc|zshenv)$/.test(
      formatNameOf(path),
    );
  },
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'shell' });
    const whole = { text, start: 0, end: text.length };
    for (const { name, value, from, to } of scanAssignments(whole)) {
      if (collector.isFull) break;
      const { start, end } = sliceStored(whole, from, to);
      collector.add({ space: 'env', name, value, start, end });
    }
    return collector.result();
  },
};
