// What a call gives, and what its function is given: a call is looked into with its arguments at hand, a parameter is
// traced to the call that was stepped into, else to all that call its function.
import type { CallOf, Expression, NamedRead, Parameter } from '../model/expression.ts';
import type { FunctionFinder } from './function-finder.ts';
import { argumentFor, finish, maxOrigins, standIns } from './parts.ts';
import type { CallFrame, OriginEnd, Part, Trail } from './trail.ts';
import type { TrailMemory } from './trail-memory.ts';
import { viaPlace } from './via.ts';

/** What following has at hand where it comes to a call. */
interface Ways {
  readonly functions: FunctionFinder;
  readonly memory: TrailMemory;
  identityOf(expression: Expression): number;
  follow(expression: Expression, rest: readonly string[], trail: Trail): readonly Part[];
}

/** `rest` is the property path still to be walked below what is followed; none of the answers is empty. */
export interface CallWays {
  followCall(call: CallOf, rest: readonly string[], trail: Trail): readonly Part[];
  followParameter(parameter: Parameter, rest: readonly string[], trail: Trail): readonly Part[];
  followNamed(read: NamedRead, rest: readonly string[], trail: Trail): readonly Part[];
}

/** The ways of one resolver. */
export function createCallWays({ functions, memory, identityOf, follow }: Ways): CallWays {
  let calls = 0;
  const unknownAt = (trail: Trail, { at }: Expression): readonly Part[] =>
    finish(trail, { kind: 'unknown', at: { path: trail.path, ...at } });

  function followCall(call: CallOf, rest: readonly string[], trail: Trail): readonly Part[] {
    const targets = functions.findFunctions(call.callee, trail.path);
    if (targets.length === 0) return followEntry(call, rest, trail);
    const origins = targets.flatMap(({ path, id, returns }) => {
      const frame: CallFrame = {
        id: ++calls,
        depth: (trail.frame?.depth ?? 0) + 1,
        path,
        function: id,
        callerPath: trail.path,
        arguments: call.arguments,
        ...(call.keywords && { keywords: call.keywords }),
        outer: trail.frame,
      };
      const inside: Trail = { ...trail, path, depth: trail.depth + 1, frame };
      return standIns(returns.map((value) => follow(value, rest, inside)));
    });
    return origins.length > 0 ? origins.slice(0, maxOrigins) : unknownAt(trail, call);
  }

  /** `keys.get('access')` of a map, wherever the map is made. */
  function followEntry(call: CallOf, rest: readonly string[], trail: Trail): readonly Part[] {
    const { callee } = call;
    const [key] = call.arguments;
    const steps = callee.kind === 'name' ? callee.path : ['', callee.property];
    const isAsked = steps.length > 1 && /^(?:get|fetch|getOrDefault)$/.test(steps.at(-1) ?? '');
    if (!isAsked || key?.kind !== 'text') return unknownAt(trail, call);
    const map = callee.kind === 'name' ? { ...callee, path: steps.slice(0, -1) } : callee.of;
    const found = follow(map, [key.value, ...rest], trail);
    return found.some(({ end }) => end.kind !== 'unknown') ? found : unknownAt(trail, call);
  }

  function followParameter(
    parameter: Parameter,
    rest: readonly string[],
    trail: Trail,
  ): readonly Part[] {
    const key = `parameter\0${trail.path}\0${parameter.function}\0${parameter.index}`;
    const below = [...parameter.path, ...rest].join('\0');
    const found = memory.recall(
      key,
      { ...trail, depth: trail.depth + 1 },
      (inner) => followArguments(parameter, rest, inner),
      `${below}\0${parameter.fallback ? identityOf(parameter.fallback) : ''}`,
    );
    return found && found.length > 0 ? found : unknownAt(trail, parameter);
  }

  function followArguments(
    parameter: Parameter,
    rest: readonly string[],
    next: Trail,
  ): readonly Part[] {
    const frame = frameOf(parameter, next);
    if (frame) return followFrame(frame, parameter, rest, next);
    const origins: Part[] = [];
    for (const { path, call } of functions.callersOf(next.path, parameter.function)) {
      const argument = argumentFor(parameter, call);
      if (!argument) continue;
      origins.push(
        ...follow(argument, [...parameter.path, ...rest], {
          ...next,
          path,
          via: viaPlace(next.via, { path, ...call.at }),
        }),
      );
      if (origins.length >= maxOrigins) break;
    }
    const known = origins.filter(({ end }) => end.kind !== 'unknown' || end.number?.isFromNow);
    functions.noteWrapper(next.path, parameter.function, known.length > 0);
    if (parameter.fallback) {
      const at = { path: next.path, ...parameter.at };
      const guard: OriginEnd = known[0]?.end ?? { kind: 'unknown', at };
      known.push(
        ...follow(parameter.fallback, rest, { ...next, fallbackFor: guard, isGuarded: true }),
      );
    }
    return known.slice(0, maxOrigins);
  }

  /** The call of the function of a parameter that was stepped into. */
  function frameOf(parameter: Parameter, { path, frame: innermost }: Trail): CallFrame | null {
    let frame = innermost;
    while (frame && (frame.path !== path || frame.function !== parameter.function)) {
      frame = frame.outer;
    }
    memory.noteFrame(frame);
    return frame;
  }

  /** A variable by the name that the call says which was stepped into; what others read is none of its. */
  function followNamed(
    { of, fallback, at }: NamedRead,
    rest: readonly string[],
    trail: Trail,
  ): readonly Part[] {
    const frame = frameOf(of, trail);
    const names = frame ? followFrame(frame, of, [], trail) : [];
    const [name, ...more] = names.flatMap(({ end }) => (end.kind === 'text' ? end.text : []));
    const isOne = name !== undefined && more.length === 0 && /^[A-Za-z_]\w{0,100}$/.test(name);
    if (!isOne) return finish(trail, { kind: 'unknown', at: { path: trail.path, ...at } });
    return follow({ kind: 'env', name, ...(fallback && { fallback }), at }, rest, trail);
  }

  /** The parameter of a call that was stepped into is that call's argument, and no other call's. */
  function followFrame(
    frame: CallFrame,
    parameter: Parameter,
    rest: readonly string[],
    trail: Trail,
  ): readonly Part[] {
    const argument = argumentFor(parameter, frame);
    const outside: Trail = { ...trail, path: frame.callerPath, frame: frame.outer };
    if (argument) return follow(argument, [...parameter.path, ...rest], outside);
    if (parameter.fallback) return follow(parameter.fallback, rest, trail);
    return [];
  }

  return { followCall, followParameter, followNamed };
}
