// systemd units and the Quadlet files of Podman: what `Environment=` sets, and variables in front of the commands.
import { readPair, scanAssignments } from './assignments.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { addFlags } from './flags.ts';
import type { FormatReader } from './format.ts';
import { joinedLines } from './joined-lines.ts';
import { formatNameOf } from './paths.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

export const systemdReader: FormatReader = {
  id: 'systemd',
  canRead(path) {
    return (
      /\.(?:service|socket|timer|container|pod|kube|nspawn)$/.test(formatNameOf(path)) ||
      /\.(?:service|container)\.d\/[^/]+\.conf$/.test(path)
    );
  },
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
    for (const line of joinedLines(text)) {
      if (collector.isFull) break;
      const indent = Math.max(0, line.text.search(/\S/));
      const head = /^(Environment|Exec[A-Za-z]{4,12})\s*=\s*/.exec(
        line.text.slice(indent, indent + 300),
      );
      if (!head) continue;
      const body = sliceStored(line, indent + head[0].length, line.text.length);
      if (head[1] === 'Environment') addPairs(body, collector);
      else addCommand(body, collector);
    }
    return collector.result();
  },
};

function addPairs(body: StoredText, collector: DefinitionCollector): void {
  for (let offset = 0; offset < body.text.length; ) {
    const pair = readPair(body, offset);
    if (!pair) {
      offset++;
      continue;
    }
    const { start, end } = sliceStored(body, pair.from, pair.to);
    collector.add({ space: 'env', name: pair.name, value: pair.value, start, end });
    offset = pair.to;
  }
}

function addCommand(body: StoredText, collector: DefinitionCollector): void {
  addFlags(body, collector);
  for (const { name, value, from, to } of scanAssignments(body)) {
    const { start, end } = sliceStored(body, from, to);
    collector.add({ space: 'env', name, value, start, end, dialect: 'shell' });
  }
}
