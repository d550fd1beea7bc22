// What calls of Elixir's and Erlang's standard libraries are as values.
import type { ValueRow } from '../../libraries/value-row.ts';

const set = (value: string): string => `defmodule A do\n  @key «${value}»\nend\n`;

export const elixirValues: readonly ValueRow[] = [
  {
    path: 'System.get_env',
    is: 'env',
    name: 0,
    fallback: 1,
    example: set('System.get_env("JWT_SECRET", "tutorial-value")'),
  },
  {
    path: ['System.fetch_env!', 'System.fetch_env'],
    is: 'env',
    name: 0,
    example: set('System.fetch_env!("JWT_SECRET")'),
  },
  {
    path: ['Application.get_env', 'Application.compile_env'],
    is: 'setting',
    name: 1,
    fallback: 2,
    example: set('Application.get_env(:app, :jwt_secret, "tutorial-value")'),
  },
  {
    path: ['Application.fetch_env!', 'Application.compile_env!'],
    is: 'setting',
    name: 1,
    example: set('Application.fetch_env!(:app, :jwt_secret)'),
  },
  {
    path: ['Base.decode64!', 'Base.decode64'],
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example: set('Base.decode64!("dHV0b3JpYWw=")'),
  },
  {
    path: ['Base.url_decode64!', 'Base.url_decode64'],
    is: 'decoded',
    of: 0,
    encoding: 'base64url',
    example: set('Base.url_decode64!("dHV0b3JpYWw=")'),
  },
  {
    path: ['Base.decode16!', 'Base.decode16'],
    is: 'decoded',
    of: 0,
    encoding: 'hex',
    example: set('Base.decode16!("7475746f", case: :lower)'),
  },
  {
    path: ['Base.encode64', 'Base.url_encode64'],
    is: 'encoded',
    of: 0,
    encoding: 'base64',
    example: set('Base.encode64("tutorial")'),
  },
  {
    path: 'Base.encode16',
    is: 'encoded',
    of: 0,
    encoding: 'hex',
    example: set('Base.encode16("tutorial")'),
  },
  {
    path: 'crypto.hash',
    is: 'hashed',
    of: 1,
    by: { argument: 0 },
    example: set(':crypto.hash(:sha256, "tutorial")'),
  },
  {
    path: 'crypto.strong_rand_bytes',
    is: 'generated',
    by: ':crypto.strong_rand_bytes',
    isCryptographic: true,
    bytes: 0,
    example: set(':crypto.strong_rand_bytes(32)'),
  },
  {
    path: ['rand.uniform', 'rand.bytes', 'random.uniform'],
    is: 'generated',
    by: ':rand',
    isCryptographic: false,
    example: set(':rand.uniform(99)'),
  },
  {
    path: ['Enum.random', 'Enum.take_random', 'Enum.shuffle'],
    is: 'generated',
    by: 'Enum.random',
    isCryptographic: false,
    example: set('Enum.random(1..99)'),
  },
  {
    path: ['Ecto.UUID.generate', 'UUID.uuid4', 'UUID.uuid1'],
    is: 'generated',
    by: 'uuid',
    isCryptographic: false,
    example: set('Ecto.UUID.generate()'),
  },
  {
    path: ['System.os_time', 'System.system_time', 'os.system_time'],
    is: 'generated',
    by: 'System.os_time',
    isCryptographic: false,
    example: set('System.os_time()'),
  },
  {
    path: ['to_string', 'Integer.to_string', 'Float.to_string', 'String.trim', 'to_charlist'],
    is: 'same',
    of: 0,
    example: set('String.trim("tutorial")'),
  },
];
