// The functions of a file by what other functions call them.
import type { KnownFunction } from './reader-functions.ts';
import { type Shapes, shapeAs, sourceOf } from './reading.ts';
import type { Scopes } from './scopes.ts';

/** Looks functions up by their ids; gathered when one is asked for. */
export function createFunctions(shapes: Shapes, scopes: Pick<Scopes, 'functions' | 'idOf'>) {
  let table: Map<string, KnownFunction> | undefined;
  return (id: string): KnownFunction | undefined => {
    table ??= new Map(
      scopes.functions.flatMap((node): [string, KnownFunction][] => {
        const shape = shapeAs(shapes, node, 'function');
        if (!shape) return [];
        const own = shape.parameters.filter(({ isReceiver }) => !isReceiver);
        const parameters = own.map(({ called, name }) => called ?? sourceOf(shapes, name));
        const defaults = own.map(({ fallback }) => fallback);
        const known = scopes.idOf(node);
        // `Config.read`: what is called on the class itself.
        const key = shape.isStatic ? known.replace('#.', '.') : known;
        return [[key, { node, body: shape.body, parameters, defaults }]];
      }),
    );
    return table.get(id);
  };
}
