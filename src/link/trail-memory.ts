// What is remembered of values that were followed: two ways that meet go on once. A way that leads in a circle is cut
// where it comes to what is being followed already, and what lies behind the cut is known only in part until the whole
// circle has been walked: such parts are remembered that long and no longer.
import { append, type CallFrame, type Part, startOfTrail, type Trail } from './trail.ts';

export interface TrailMemory {
  /**
   * What `follow` finds from `key` on, where it is not known yet; `undefined` where `key` is being followed already.
   * `follow` is given a trail that begins here. `variant` tells apart what the same key gives elsewhere.
   */
  recall(
    key: string,
    trail: Trail,
    follow: (trail: Trail) => readonly Part[],
    variant?: string,
  ): readonly Part[] | undefined;
  /** Says that what is being followed depends on the arguments of that call, or, `null`, on there being none. */
  noteFrame(frame: CallFrame | null): void;
  /** Says that following stopped for want of steps: what was found is not all there is. */
  noteStop(): void;
  /** What was cut short is forgotten: another expression begins anew. */
  start(): void;
  /** Whether what was followed since is not all there is. */
  readonly isShort: boolean;
}

/** What the part of a way that begins at a key depends on. */
interface Dependence {
  /** Position of the first key of the circle that it is part of; its own or greater where it is complete. */
  circle: number;
  /** Depth of the outermost call whose arguments it asked for; 0 where it asked for any. */
  frame: number;
  isShort: boolean;
}

interface Known extends Readonly<Dependence> {
  readonly parts: readonly Part[];
}

/** A way and what is known of it, with what is needed to remember it. */
interface KnownWay {
  readonly name: string;
  readonly known: Known;
  readonly trail: Trail;
}

/** Known ways by name: those that hold in whatever call, those that hold outside of all, and those of one call each. */
interface Ways {
  readonly anywhere: Map<string, Known>;
  readonly outside: Map<string, Known>;
  readonly within: Map<string, Known>;
}

/** What a memory asks of who follows. */
export interface Follower {
  /** Ways are handed on, each of which is made anew for where it was asked from. */
  pay(ways: number): void;
  /** What was not followed to its end, or only as part of a circle, is to be remembered as it is. */
  takesWhatThereIs(): boolean;
}

/** An empty memory. */
export function createTrailMemory({ pay, takesWhatThereIs }: Follower): TrailMemory {
  /** Holds for the whole run. */
  const lasting = createWays();
  /** Holds while one expression is followed. */
  const passing = createWays();
  /** Of `passing`: those that hold until the circle they are part of is complete. */
  const open: KnownWay[] = [];
  const followed = new Map<string, number>();
  let current: Dependence = independent();

  function handOn(trail: Trail, known: Known): readonly Part[] {
    note(known);
    pay(known.parts.length);
    return append(trail, known.parts);
  }

  function note({ circle, frame, isShort }: Readonly<Dependence>): void {
    current.circle = Math.min(current.circle, circle);
    current.frame = Math.min(current.frame, frame);
    current.isShort ||= isShort;
  }

  function remember(way: KnownWay): void {
    const { known, trail } = way;
    const isLasting = !known.isShort && (!dependsOnFrame(known, trail) || trail.frame === null);
    keep(isLasting ? lasting : passing, way);
  }

  function keepShort({ name, known, trail }: KnownWay): void {
    const cut = { ...known, circle: Number.POSITIVE_INFINITY, isShort: true };
    if (!dependsOnFrame(known, trail) || trail.frame === null) {
      keep(lasting, { name, known: cut, trail });
    }
  }

  return {
    recall: (key, trail, follow, variant = '') => {
      // Most ways are asked for outside of calls and without a variant: a text made of others is put together and hashed
      // when it is first looked for, and here most of that is for the key alone.
      const name = variant === '' ? key : `${key}\x01${variant}`;
      const known =
        lasting.anywhere.get(name) ??
        passing.anywhere.get(name) ??
        (trail.frame === null ? lasting.outside.get(name) : undefined) ??
        get(passing, name, trail.frame);
      if (known) return handOn(trail, known);
      const circle = followed.get(key);
      if (circle !== undefined) {
        current.circle = Math.min(current.circle, circle);
        return undefined;
      }
      const outer = current;
      current = independent();
      const position = followed.size;
      const openBefore = open.length;
      followed.set(key, position);
      const { path, depth, frame, isArriving } = trail;
      const parts = follow({ ...startOfTrail(path), depth, frame, isArriving });
      followed.delete(key);
      const isComplete = current.circle >= position;
      const found: Known = {
        ...current,
        parts,
        circle: isComplete ? Number.POSITIVE_INFINITY : current.circle,
      };
      const way = { name, known: found, trail };
      if (isComplete) {
        const inner = open.splice(openBefore);
        for (const entry of inner) forget(passing, entry);
        remember(way);
        if (found.isShort && takesWhatThereIs()) {
          for (const entry of [way, ...inner]) keepShort(entry);
        }
        // A circle that gives nothing anywhere gives nothing whichever of its keys is asked first.
        if (parts.length === 0 && inner.every(({ known }) => known.parts.length === 0)) {
          for (const entry of inner) remember({ ...entry, known: found });
        }
      } else {
        keep(passing, way);
        open.push(way);
      }
      current = outer;
      return handOn(trail, found);
    },
    noteFrame: (frame) => {
      current.frame = Math.min(current.frame, frame?.depth ?? 0);
    },
    noteStop: () => {
      current.isShort = true;
    },
    start: () => {
      for (const ways of Object.values(passing)) ways.clear();
      open.length = 0;
      followed.clear();
      current = independent();
    },
    get isShort() {
      return current.isShort;
    },
  };
}

function createWays(): Ways {
  return { anywhere: new Map(), outside: new Map(), within: new Map() };
}

function get(ways: Ways, name: string, frame: CallFrame | null): Known | undefined {
  return frame === null ? ways.outside.get(name) : ways.within.get(`${name}\0${frame.id}`);
}

/** Whether the arguments of the call that was stepped into were asked for, or those of one around it. */
function dependsOnFrame({ frame }: Known, trail: Trail): boolean {
  return frame <= (trail.frame?.depth ?? 0);
}

/**
 * Where a way is kept, and under what. What asked for no arguments holds in whatever call: functions that call each other
 * are walked once, not once a call.
 */
function shelfOf(
  ways: Ways,
  { name, known, trail }: KnownWay,
): readonly [Map<string, Known>, string] {
  if (!dependsOnFrame(known, trail)) return [ways.anywhere, name];
  if (trail.frame === null) return [ways.outside, name];
  return [ways.within, `${name}\0${trail.frame.id}`];
}

function keep(ways: Ways, way: KnownWay): void {
  const [shelf, key] = shelfOf(ways, way);
  shelf.set(key, way.known);
}

function forget(ways: Ways, way: KnownWay): void {
  const [shelf, key] = shelfOf(ways, way);
  shelf.delete(key);
}

function independent(): Dependence {
  return { circle: Number.POSITIVE_INFINITY, frame: Number.POSITIVE_INFINITY, isShort: false };
}
