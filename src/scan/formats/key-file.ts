// Files that hold one key and nothing else: `private.pem`, `jwt.key`, `jwt.secret`, `secret.txt`, `config/master.key`.
// What is in them is a setting under the name of the file, which is what code that reads the file asks for.

import type { Definition } from '../../model/facts.ts';
import { fileSetting } from '../../model/file-setting.ts';
import { mayBePrivateKey } from '../../model/private-key.ts';
import type { FormatReader } from './format.ts';
import { baseNameOf, environmentOfPath, isTemplatePath } from './paths.ts';

const endings = /\.(?:pem|key|p8|priv|secret)$/i;

/** Names of files without an ending of their own that speak of a key. */
const telling =
  /^(?:.{0,60}[._-])?(?:jwt|jws|hmac|key|secret|secrets|signing(?:[._-]?key)?|private[._-]?key|token[._-]?(?:key|secret)|jwt[._-]?(?:key|secret))(?:[._-].{0,60})?$/i;

/** One line of text, which is the key. */
const oneLine = /^[^\r\n]{1,512}$/;

/** True for files that may hold a key alone; they are small and read without asking the prefilter. */
export function isKeyFilePath(path: string): boolean {
  const name = baseNameOf(path);
  if (endings.test(name)) return !/\.pub\.(?:pem|key)$/i.test(name);
  const stem = name.replace(/\.(?:txt|bin|b64|base64|hex)$/i, '');
  return !stem.includes('.') && telling.test(stem);
}

export const keyFileReader: FormatReader = {
  id: 'key-file',
  canRead: isKeyFilePath,
  read({ path, text, rangeOf }) {
    const content = text.trim();
    const isKey = oneLine.test(content) || mayBePrivateKey(content);
    if (content === '' || !isKey) return {};
    const start = text.indexOf(content);
    const at = rangeOf(start, start + content.length);
    const environment = environmentOfPath(path, false);
    const definition: Definition = {
      space: 'setting',
      name: fileSetting(baseNameOf(path)),
      value: { kind: 'text', value: content, at },
      at,
      carrier: 'config',
      ...(environment !== undefined && { environment }),
      ...(isTemplatePath(path, false) && { isTemplate: true }),
      ...(isMasterKey(path, content) && { opens: 'the credentials of Rails' }),
    };
    return { definitions: [definition] };
  },
};

/** What Rails decrypts its credentials with, the key of its sessions among them. */
function isMasterKey(path: string, content: string): boolean {
  const isOfRails = /(?:^|\/)config\/(?:master|credentials\/[\w-]{1,40})\.key$/.test(path);
  return isOfRails && /^[0-9a-f]{32,64}$/.test(content);
}
