// What calls of Ruby's standard library and of Rails are as values.
import type { ValueRow } from '../../libraries/value-row.ts';

const set = (value: string): string => `KEY = «${value}»\n`;

export const rubyValues: readonly ValueRow[] = [
  {
    path: ['ENV', 'ENV.to_h', 'ENV.to_hash', 'ENV.inspect', 'ENV.to_a', 'ENV.to_json', 'ENV.sort'],
    is: 'environment',
    example: set("ENV['JWT_SECRET']"),
  },
  {
    path: ['format', 'sprintf'],
    is: 'formatted',
    format: 0,
    example: set("format('tutorial-%s', 'value')"),
  },
  {
    path: ['ENV.fetch', 'ENV.dig'],
    is: 'env',
    name: 0,
    fallback: 1,
    example: set("ENV.fetch('JWT_SECRET', 'tutorial-value')"),
  },
  {
    path: [
      'Rails.application.credentials',
      'Rails.application.secrets',
      'Rails.configuration',
      'Rails.application.config',
      'Rails.configuration.x',
      'Rails.application.config.x',
      'config.x',
    ],
    is: 'settings',
    example: set('Rails.application.credentials.jwt_secret'),
  },
  {
    path: ['Rails.application.config_for', 'config_for', 'Rails.config_for'],
    is: 'setting',
    name: 0,
    example: set("Rails.application.config_for(:jwt)['secret']"),
  },
  {
    path: ['YAML.load_file.()', 'YAML.safe_load_file.()'],
    is: 'settings',
    example: set("YAML.load_file('a.yml')['jwt']['secret']"),
  },
  {
    path: 'Rails.application.secret_key_base',
    is: 'settings',
    prefix: 'secret_key_base',
    example: set('Rails.application.secret_key_base'),
  },
  {
    path: ['Base64.decode64', 'Base64.strict_decode64'],
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example: set("Base64.decode64('dHV0b3JpYWw=')"),
  },
  {
    path: 'Base64.urlsafe_decode64',
    is: 'decoded',
    of: 0,
    encoding: 'base64url',
    example: set("Base64.urlsafe_decode64('dHV0b3JpYWw=')"),
  },
  {
    path: ['Base64.encode64', 'Base64.strict_encode64'],
    is: 'encoded',
    of: 0,
    encoding: 'base64',
    example: set("Base64.encode64('tutorial')"),
  },
  ...['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'].map(
    (name): ValueRow => ({
      path: ['hexdigest', 'digest', 'base64digest'].flatMap((method) => [
        `Digest.${name}.${method}`,
        `OpenSSL.Digest.${name}.${method}`,
      ]),
      is: 'hashed',
      of: 0,
      by: name,
      example: set(`Digest::${name}.hexdigest('tutorial')`),
    }),
  ),
  ...['hex', 'base64', 'urlsafe_base64', 'random_bytes', 'bytes'].map(
    (name): ValueRow => ({
      path: [`SecureRandom.${name}`, ...(name === 'bytes' ? ['OpenSSL.Random.random_bytes'] : [])],
      is: 'generated',
      by: `SecureRandom.${name}`,
      isCryptographic: true,
      bytes: 0,
      drawn: 16,
      example: set(`SecureRandom.${name}(32)`),
    }),
  ),
  {
    path: ['SecureRandom.alphanumeric', 'SecureRandom.random_number'],
    is: 'generated',
    by: 'SecureRandom',
    isCryptographic: true,
    example: set('SecureRandom.alphanumeric(32)'),
  },
  {
    path: ['SecureRandom.uuid', 'SecureRandom.uuid_v4'],
    is: 'generated',
    by: 'uuid',
    isCryptographic: false,
    example: set('SecureRandom.uuid'),
  },
  {
    path: ['rand', 'Random.rand', 'Random.new.rand', 'Kernel.rand', 'Random.bytes', 'Random.hex'],
    is: 'generated',
    by: 'rand',
    isCryptographic: false,
    example: set('rand(99)'),
  },
  {
    path: ['Socket.gethostname', 'Etc.getlogin', 'Process.pid', 'Etc.uname'],
    is: 'generated',
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
    example: set('Socket.gethostname'),
  },
  {
    path: ['File.read', 'File.binread', 'IO.read', 'File.open.().read'],
    is: 'file',
    name: 0,
    example: set("File.read('jwt.key')"),
  },
  {
    path: ['*.sample', '*.shuffle'],
    is: 'generated',
    by: 'Array#sample',
    isCryptographic: false,
    example: set("'tutorial'.chars.sample"),
  },
  {
    path: ['*.map', '*.collect', '*.times', '*.each'],
    is: 'same',
    of: 0,
    example: set("parts.map { 'tutorial' }"),
  },
  { path: 'Array', is: 'same', of: 1, example: set("Array.new(8) { 'tutorial' }") },
  { path: '*.join', is: 'same', of: 'receiver', example: set("['tutorial'].join") },
  {
    path: ['Time.now.to_i', 'Time.now', 'Time.current'],
    is: 'generated',
    by: 'Time.now',
    isCryptographic: false,
    example: set('Time.now.to_i'),
  },
  {
    path: ['*.presence', '*.strip', '*.chomp', '*.to_s', '*.freeze', '*.b'],
    is: 'same',
    of: 'receiver',
    example: set("'tutorial'.freeze"),
  },
];
