// Makes a WebAssembly module count what it does: each turn of a loop is one, each call of a function that others are
// handed (lexers call one for each character), and each 64 bytes that are copied or filled at once. A function that it
// exports tells the count. What tree-sitter does is then bounded by a number that is the same on every machine and at
// every load, which time is not. Counting takes a few hundredths of what parsing takes.
// The binary format: https://webassembly.github.io/spec/core/binary/

/** The function that tells the count, a number of 32 bits that begins anew when it is full. */
export const workExport = 'keylint_work';

const section = { type: 1, import: 2, function: 3, global: 6, export: 7, element: 9, code: 10 };
const i32 = 0x7f;
const functionForm = 0x60;
const op = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  callIndirect: 0x11,
  brTable: 0x0e,
  selectOf: 0x1c,
  localGet: 0x20,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Load: 0x28,
  lastStore: 0x3e,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Add: 0x6a,
  i32ShrU: 0x76,
  refNull: 0xd0,
  refFunc: 0xd2,
  more: 0xfc,
};
/** After `more`: those that move bytes, of which the last operand says how many. */
const memoryCopy = 10;
const memoryFill = 11;

/** The module with a counter in it. Throws on what it does not know: a build fails then, and no run. */
export function meter(bytes) {
  const reader = createReader(bytes);
  reader.skip(8);
  const sections = [];
  while (!reader.isAtEnd()) {
    const id = reader.byte();
    const length = reader.unsigned();
    sections.push({ id, body: reader.take(length) });
  }
  const bodyOf = (id) => sections.find((one) => one.id === id)?.body ?? Uint8Array.of(0);
  const types = listOf(bodyOf(section.type), readType);
  const imports = listOf(bodyOf(section.import), readImport);
  const declared = listOf(bodyOf(section.function), (at) => at.unsigned());
  const handedOn = new Set(listOf(bodyOf(section.element), readElements).flat());
  const globals = createReader(bodyOf(section.global)).unsigned();
  const counter = imports.filter((kind) => kind === 3).length + globals;
  const importedFunctions = imports.filter((kind) => kind === 0).length;
  const teller = importedFunctions + declared.length;
  const own = {
    [section.type]: [functionForm, 0, 1, i32],
    [section.function]: unsigned(types.length),
    [section.global]: [i32, 1, op.i32Const, 0, op.end],
    [section.export]: [...text(workExport), 0, ...unsigned(teller)],
    [section.code]: sized([0, op.globalGet, ...unsigned(counter), op.end]),
  };
  for (const id of Object.keys(own))
    if (!sections.some((one) => one.id === Number(id))) throw new Error(`no section ${id}`);
  const parts = [bytes.subarray(0, 8)];
  for (const { id, body } of sections) {
    const added = own[id];
    const made =
      id === section.code
        ? meterCode(body, counter, (index) => ({
            parameters: types[declared[index]],
            isHandedOn: handedOn.has(importedFunctions + index),
          }))
        : body;
    const whole = added ? append(made, added) : made;
    parts.push(Uint8Array.of(id, ...unsigned(whole.length)), whole);
  }
  return Buffer.concat(parts);
}

function meterCode(body, counter, kindOf) {
  const reader = createReader(body);
  const count = reader.unsigned();
  const parts = [Uint8Array.from(unsigned(count))];
  for (let index = 0; index < count; index++) {
    const made = meterFunction(reader.take(reader.unsigned()), counter, kindOf(index));
    parts.push(Uint8Array.from(unsigned(made.length)), made);
  }
  return Buffer.concat(parts);
}

function meterFunction(body, counter, { parameters, isHandedOn }) {
  const reader = createReader(body);
  const groups = reader.unsigned();
  let locals = parameters;
  for (let group = 0; group < groups; group++) {
    locals += reader.unsigned();
    reader.byte();
  }
  const declarations = body.subarray(unsigned(groups).length, reader.at());
  const { globalGet, i32Const, i32Add, globalSet, localTee, localGet, i32ShrU } = op;
  const addTo = [i32Add, globalSet, ...unsigned(counter)];
  const one = [globalGet, ...unsigned(counter), i32Const, 1, ...addTo];
  // The length stays where it was, on top.
  const length = unsigned(locals);
  const moved = [
    ...[localTee, ...length, globalGet, ...unsigned(counter), localGet, ...length],
    ...[i32Const, 6, i32ShrU, ...addTo],
  ];
  const parts = [unsigned(groups + 1), declarations, [1, i32], isHandedOn ? one : []];
  for (let from = reader.at(); !reader.isAtEnd(); from = reader.at()) {
    const kind = readInstruction(reader);
    const instruction = body.subarray(from, reader.at());
    if (kind === 'moving') parts.push(moved);
    parts.push(instruction);
    if (kind === 'loop') parts.push(one);
  }
  return Buffer.concat(parts.map((part) => Uint8Array.from(part)));
}

/** Goes past one instruction, and says of those that are counted what they are. */
function readInstruction(reader) {
  const code = reader.byte();
  if (code === op.block || code === op.loop || code === op.if) {
    reader.signed();
    return code === op.loop ? 'loop' : undefined;
  }
  if (code === op.brTable) {
    for (let left = reader.unsigned(); left >= 0; left--) reader.unsigned();
  } else if (code === op.callIndirect) {
    reader.unsigned();
    reader.unsigned();
  } else if (code === op.selectOf) {
    for (let left = reader.unsigned(); left > 0; left--) reader.byte();
  } else if (code >= op.i32Load && code <= op.lastStore) {
    reader.unsigned();
    reader.unsigned();
  } else if (code === op.i32Const || code === op.i64Const) reader.signed();
  else if (code === op.f32Const) reader.skip(4);
  else if (code === op.f64Const) reader.skip(8);
  else if (code === op.refNull) reader.byte();
  else if (code === op.more) return readMore(reader);
  else if (code === op.end) return 'end';
  else if (hasIndex(code)) reader.unsigned();
  else if (!isPlain(code)) throw new Error(`no instruction that is known: 0x${code.toString(16)}`);
  return undefined;
}

/** Branches, calls, variables, tables, the size of the memory. */
function hasIndex(code) {
  return (
    code === 0x0c ||
    code === 0x0d ||
    code === 0x10 ||
    (code >= 0x20 && code <= 0x26) ||
    code === 0x3f ||
    code === 0x40 ||
    code === op.refFunc
  );
}

/** Without anything behind them: control, `drop` and `select`, comparisons and arithmetic, signs, `ref.is_null`. */
function isPlain(code) {
  return (
    code <= 0x01 ||
    code === 0x05 ||
    code === 0x0f ||
    code === 0x1a ||
    code === 0x1b ||
    (code >= 0x45 && code <= 0xc4) ||
    code === 0xd1
  );
}

function readMore(reader) {
  const code = reader.unsigned();
  // 0 to 7 turn floating numbers into whole ones.
  const indexes = [8, 12, 14, memoryCopy].includes(code) ? 2 : code <= 7 ? 0 : 1;
  if (code > 17) throw new Error(`no instruction that is known: 0xfc ${code}`);
  for (let left = indexes; left > 0; left--) reader.unsigned();
  return code === memoryCopy || code === memoryFill ? 'moving' : undefined;
}

/** How many parameters. */
function readType(reader) {
  if (reader.byte() !== functionForm) throw new Error('a type of something else than functions');
  const parameters = reader.unsigned();
  reader.skip(parameters);
  reader.skip(reader.unsigned());
  return parameters;
}

/** 0 for a function, 1 for a table, 2 for memory, 3 for a global. */
function readImport(reader) {
  reader.skip(reader.unsigned());
  reader.skip(reader.unsigned());
  const kind = reader.byte();
  if (kind === 0) reader.unsigned();
  else if (kind === 3) reader.skip(2);
  else {
    if (kind === 1) reader.byte();
    const hasMaximum = reader.byte() & 1;
    reader.unsigned();
    if (hasMaximum) reader.unsigned();
  }
  return kind;
}

/** The functions of one part of a table. */
function readElements(reader) {
  if (reader.unsigned() !== 0) throw new Error('a table that is filled in some other way');
  while (readInstruction(reader) !== 'end');
  return Array.from({ length: reader.unsigned() }, () => reader.unsigned());
}

function listOf(body, readOne) {
  const reader = createReader(body);
  return Array.from({ length: reader.unsigned() }, () => readOne(reader));
}

/** A section with one more at its end. */
function append(body, one) {
  const reader = createReader(body);
  const count = reader.unsigned();
  return Buffer.concat([
    Uint8Array.from(unsigned(count + 1)),
    body.subarray(reader.at()),
    Uint8Array.from(one),
  ]);
}

function sized(bytes) {
  return [...unsigned(bytes.length), ...bytes];
}

function text(value) {
  return sized([...Buffer.from(value)]);
}

function unsigned(value) {
  const bytes = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 128);
  }
}

function createReader(bytes) {
  let at = 0;
  const reader = {
    at: () => at,
    isAtEnd: () => at >= bytes.length,
    byte: () => bytes[at++],
    skip: (count) => {
      at += count;
    },
    take: (count) => {
      at += count;
      return bytes.subarray(at - count, at);
    },
    unsigned: () => {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = reader.byte();
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    },
    /** Its value is nothing to us. */
    signed: () => {
      while (reader.byte() >= 128);
    },
  };
  return reader;
}
