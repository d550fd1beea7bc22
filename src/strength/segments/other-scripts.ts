// Prices words in scripts that the word lists do not have: Cyrillic, Greek, Arabic, Chinese and so on. No generator
// writes in those, so letters of them are words that somebody chose, even where no list tells which.

/** Where such letters begin: after Latin, its extensions and the phonetic signs. */
const firstBeyond = 0x370;
const letter = /[\p{L}\p{M}]/u;

/** What secrets are made of in those languages: the words of lists/vocabulary.ts, in lower case. */
const commonWords: readonly string[] = (
  'секрет секретный секретная секретное ключ пароль токен мой моя мое очень для подпись подписи подписей ' +
  'тест тестовый привет админ разработка приложение сервер сайт йцукен любовь таємниця таємний секретний мій ' +
  'тайна тайный парола таен ключа тајна ' +
  'μυστικό μυστικος κωδικός κλειδί σύνθημα μου סוד סודי סיסמה מפתח שלי السر سر سري كلمة مفتاح المرور كلمةالسر ' +
  'رمز سرية کلید رمزعبور 密码 密碼 密钥 密鑰 秘密 秘钥 秘鑰 令牌 签名 簽名 测试 測試 我的 你好 超级 管理员 项目 公司 ' +
  'パスワード シークレット トークン キー 秘密鍵 秘密の 鍵 私の テスト 署名 ' +
  '비밀번호 비밀 비밀키 암호 토큰 서명 테스트 나의 내 키 열쇠 รหัส รหัสผ่าน ความลับ ลับ गुप्त पासवर्ड कुंजी'
).split(' ');
const byFirstLetter = new Map<string, string[]>();
for (const word of new Set(commonWords)) {
  const first = word.charAt(0);
  byFirstLetter.set(first, [...(byFirstLetter.get(first) ?? []), word]);
}
/** Which of them, and which language. */
const commonBits = 9;

/** That a word of another script comes, and that it ends. */
const wordBits = 3;

/**
 * Bits of one letter of a word. A list of 50,000 words costs about 15 bits a word: six or seven letters of an
 * alphabet, two or three characters of Chinese or syllables of Korean.
 */
function letterBits(code: number): number {
  if (code >= 0x3040 && code < 0x3100) return 3.3;
  if (code >= 0x4e00 && code < 0xa000) return 6.5;
  return code >= 0xac00 && code < 0xd7a4 ? 5.5 : 2.6;
}

/** A word in another script, from the place that was asked for to `end`. */
export interface OtherScriptWord {
  readonly end: number;
  readonly bits: number;
}

/** The words that start at `start`: common ones, and the whole stretch of letters where it begins there. */
export function otherScriptWords(text: string, start: number): readonly OtherScriptWord[] {
  if (!isOtherLetter(text, start)) return [];
  const found: OtherScriptWord[] = [];
  for (const word of byFirstLetter.get(text.charAt(start).toLowerCase()) ?? []) {
    const end = start + word.length;
    if (text.slice(start, end).toLowerCase() === word) found.push({ end, bits: commonBits });
  }
  if (isOtherLetter(text, start - 1)) return found;
  let bits = wordBits;
  let end = start;
  for (; isOtherLetter(text, end); end++) bits += letterBits(text.charCodeAt(end));
  found.push({ end, bits });
  return found;
}

function isOtherLetter(text: string, index: number): boolean {
  return text.charCodeAt(index) >= firstBeyond && letter.test(text.charAt(index));
}
