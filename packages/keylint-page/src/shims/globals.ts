// What node has everywhere and browsers have not. Imported first.
import './encodings.ts';
import { Buffer } from 'buffer';

const globals = globalThis as unknown as Record<string, unknown>;
globals.Buffer = Buffer;
globals.process = { env: {}, versions: {}, platform: 'browser' };
globals.setImmediate = (run: () => void) => setTimeout(run);
