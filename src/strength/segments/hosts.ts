// Names that hosts, mail providers and URLs share, most common first: what is left to guess of `www.acme.com` is the
// name in the middle.

/** First labels that hosts are given, as in the lists of subdomain scanners (SecLists, subdomains-top1million). */
export const firstLabels: readonly string[] = (
  'www mail api app auth dev admin test staging blog shop m login cdn static beta portal demo webmail smtp ftp vpn ' +
  'secure support docs git my web accounts account id sso dashboard status stage prod internal local db media img ' +
  'assets files help news gateway backend server host cloud'
).split(' ');

/**
 * Endings of host names by how many sites have them (W3Techs, usage of top-level domains), the names that RFC 2606,
 * RFC 6761 and RFC 6762 keep for tests and local networks, and the second levels that count as one ending
 * (publicsuffix.org).
 */
export const endings: readonly string[] = (
  'com net org io local dev co app ru de uk br jp fr it in pl au nl es ca cn eu us me info ch se kr at xyz be tr ir ' +
  'cz dk ua gr hu tv biz pt no fi ro vn id mx ar za nz sk cl il ie my sg hk tw th ai cc ws online site tech store ' +
  'cloud shop club pro gg sh to so is ly fm edu gov mil int mobi name localhost internal test example invalid lan ' +
  'home intranet corp co.uk com.br com.au co.in co.jp co.za com.mx com.tr com.cn co.kr co.nz com.ar com.sg com.hk ' +
  'org.uk ac.uk'
).split(' ');

/** Domains of mail providers, by number of users. */
export const mailDomains: readonly string[] = (
  'gmail.com yahoo.com hotmail.com outlook.com icloud.com example.com live.com aol.com protonmail.com qq.com mail.ru ' +
  'gmx.de web.de 163.com yandex.ru msn.com me.com proton.me googlemail.com gmx.net mail.com orange.fr free.fr ' +
  'libero.it t-online.de naver.com zoho.com 126.com hotmail.fr hotmail.co.uk yahoo.co.uk yahoo.fr comcast.net'
).split(' ');

/** What stands before `://`: the web first, then what services are reached by. */
export const schemes: readonly string[] =
  'https http postgres postgresql redis mongodb mysql amqp ws wss ftp smtp ldap ssh tcp jdbc'.split(
    ' ',
  );

/** Ports that development and databases listen on. */
export const ports: readonly string[] =
  '3000 8080 8000 5000 80 443 4200 5173 3001 8081 8443 5432 27017 6379 3306 9000 4000 1337 8888 9090'.split(
    ' ',
  );
