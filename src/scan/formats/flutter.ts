// Assets of a Flutter app: an env file among them lies in what every user downloads, whatever its variables are called.
// https://docs.flutter.dev/ui/assets/assets-and-images
import type { Leak } from '../../model/facts.ts';
import type { RangeFinder } from '../../model/place.ts';
import { type ConfigNode, child } from './config-tree.ts';
import { isDotenvPath } from './dotenv.ts';
import { baseNameOf } from './paths.ts';

/** Whether a file may pack others into an app. */
export function isFlutterManifest(path: string): boolean {
  return baseNameOf(path) === 'pubspec.yaml';
}

/** The whole environment, once for each env file that a pubspec.yaml packs. */
export function assetsOfFlutter(path: string, root: ConfigNode, rangeOf: RangeFinder): Leak[] {
  if (!isFlutterManifest(path)) return [];
  const assets = child(child(root, 'flutter'), 'assets');
  return (assets?.kind === 'list' ? assets.items : []).flatMap((item): Leak[] => {
    // An asset with flavours is a map that holds its path.
    const node = item.kind === 'map' ? child(item, 'path') : item;
    if (node?.kind !== 'scalar' || !isDotenvPath(node.stored.text)) return [];
    const at = rangeOf(node.stored.start, node.stored.end);
    return [
      { by: 'assets of pubspec.yaml', value: { kind: 'env', name: '', at }, at, isPublished: true },
    ];
  });
}
