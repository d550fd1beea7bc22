// A private key for examples and tests, which everybody knows.

/** RFC 7515, appendix A.3: on the curve P-256. */
export const exampleKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff
H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp
7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt
-----END PRIVATE KEY-----`;

/** The same on one line, as environment and Compose files hold it. */
export const exampleKeyInLine = exampleKey.replaceAll('\n', '\\n');
