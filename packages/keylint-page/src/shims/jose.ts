// What keylint asks of jose. Whoever imports the package when it is needed gets all of it, encryption included, which
// nobody asks for here.
export {
  calculateJwkThumbprint,
  errors,
  importJWK,
  importPKCS8,
  importSPKI,
  importX509,
  jwtVerify,
  SignJWT,
} from 'jose';
