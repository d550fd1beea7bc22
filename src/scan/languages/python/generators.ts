// What makes values at run time in Python: the CSPRNG, generators that are none, clocks and names of machines.
import type { ValueRow } from '../../libraries/value-row.ts';

export const pythonGenerators: readonly ValueRow[] = [
  ...['token_hex', 'token_urlsafe', 'token_bytes'].map(
    (name): ValueRow => ({
      path: `secrets.${name}`,
      is: 'generated',
      by: `secrets.${name}`,
      isCryptographic: true,
      bytes: 0,
      drawn: 32,
      example: `import secrets\nkey = «secrets.${name}(32)»\n`,
    }),
  ),
  {
    path: 'os.urandom',
    is: 'generated',
    by: 'os.urandom',
    isCryptographic: true,
    bytes: 0,
    example: 'from os import urandom\nkey = «urandom(32)»\n',
  },
  {
    path: ['secrets.choice', 'secrets.SystemRandom', 'random.SystemRandom'],
    is: 'generated',
    by: 'secrets',
    isCryptographic: true,
    example: "import secrets\nkey = «secrets.choice('abc')»\n",
  },
  {
    path: [
      ...['random', 'choice', 'choices', 'sample', 'randint', 'randrange', 'getrandbits'],
      ...['randbytes', 'uniform'],
    ].map((name) => `random.${name}`),
    is: 'generated',
    by: 'random',
    isCryptographic: false,
    example: "import random\nkey = «random.choice('abc')»\n",
  },
  {
    path: ['numpy.random.randint', 'numpy.random.choice', 'numpy.random.bytes'],
    is: 'generated',
    by: 'numpy.random',
    isCryptographic: false,
    example: 'import numpy\nkey = «numpy.random.bytes(32)»\n',
  },
  {
    path: [
      'socket.gethostname',
      'socket.getfqdn',
      'platform.node',
      'platform.uname',
      'getpass.getuser',
      'os.getlogin',
      'os.uname',
      'uuid.getnode',
    ],
    is: 'generated',
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
    example: 'import socket\nkey = «socket.gethostname()»\n',
  },
  {
    path: ['os.getpid', 'os.getppid'],
    is: 'generated',
    by: 'the number of the process',
    isCryptographic: false,
    from: 'fixed',
    example: 'import os\nkey = «os.getpid()»\n',
  },
  {
    path: ['numpy.random.default_rng.().bytes', 'numpy.random.RandomState.#.bytes'],
    is: 'generated',
    by: 'numpy.random',
    isCryptographic: false,
    example: 'import numpy\nkey = «numpy.random.default_rng().bytes(32)»\n',
  },
  {
    path: ['uuid.uuid1', 'uuid.uuid3', 'uuid.uuid4', 'uuid.uuid5'],
    is: 'generated',
    by: 'uuid',
    isCryptographic: false,
    example: 'import uuid\nkey = «uuid.uuid4()»\n',
  },
  {
    path: ['time.time', 'time.time_ns', 'datetime.datetime.now', 'datetime.datetime.utcnow'],
    is: 'generated',
    by: 'time.time',
    isCryptographic: false,
    example: 'import time\nkey = «time.time()»\n',
  },
  {
    path: 'datetime.timedelta',
    is: 'span',
    example: 'from datetime import timedelta\nlifetime = «timedelta(days=30)»\n',
  },
];
