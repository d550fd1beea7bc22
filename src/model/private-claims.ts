/** Claims that are none of the business of who holds the token. */
export const privateClaims: readonly string[] = [
  ...['password', 'passwd', 'pwd', 'passwordHash', 'password_hash', 'hashedPassword'],
  ...['passHash', 'encryptedPassword', 'encrypted_password', 'cvv', 'ssn'],
  ...['creditCard', 'credit_card', 'cardNumber', 'card_number', 'privateKey', 'private_key'],
];
