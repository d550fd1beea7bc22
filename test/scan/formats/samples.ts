// One small realistic file of each format, shared by the tests of places, robustness and speed.

export const samples: readonly { readonly path: string; readonly text: string }[] = [
  {
    path: '.env.production',
    text: `# ünïcode 😀\nexport JWT_SECRET="it's ${'$'}{BASE:-dev}" # why\nA='x=#y'\n# OLD_SECRET=abc\nB=\`1\n2\`\nE=\n`,
  },
  {
    path: 'config/production.json',
    text: `{\n  // 😀 comment\n  "jwt": { "secret": "a\\"b\\u00e9😀", "ttl": 3600, "list": ["x", 'y'] },\n  bare: 'it\\'s', "env": { "JWT_SECRET": "\${X:-dev}", "lower": "v" },\n}\n`,
  },
  {
    path: 'package.json',
    text: `{\n  "name": "@acme/shop",\n  "author": "Acme Inc.",\n  "repository": { "url": "git+https://github.com/acme/shop.git" },\n  "scripts": {\n    "start": "NODE_ENV=production JWT_SECRET=abc node .",\n    "dev": "cross-env JWT_SECRET=\\"d e\\" PORT=1 nodemon && A='b' x C=no"\n  },\n  "nodemonConfig": { "env": { "SESSION_SECRET": "s" } }\n}\n`,
  },
  {
    path: 'docker-compose.yml',
    text: `# 😀\nx-env: &common\n  JWT_SECRET: \${JWT_SECRET:-dev-secret}\n  DOLLAR: pa$$word\nservices:\n  api:\n    build:\n      args:\n        JWT_ARG: abc\n    environment:\n      <<: *common\n      SESSION_SECRET: "it's ü"\n      EMPTY:\n      Q: 'it''s \${X}'\n  web:\n    image: y\n    environment:\n      - JWT_SECRET=from list\n      - "OTHER=\${OTHER}"\n      - PASS\n`,
  },
  {
    path: 'deploy/secret.yaml',
    text: `apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: shop-prod }\ndata:\n  JWT_SECRET: c3VwZXJzZWNyZXQ=\n  jwt-secret: "{{ .Values.jwt.secret | b64enc }}"\n  X: {{ .Values.x.y | default "abc" | quote }}\n  BINARY: /w==\nstringData:\n  A: |\n    line1\n      line2\n  B: plain\n---\napiVersion: v1\nkind: ConfigMap\ndata:\n  config.yaml: |\n    jwt:\n      signing-key: "a-key-😀"\n  app.env: |-\n    JWT_SECRET=xx\n    # B=yy\n---\napiVersion: apps/v1\nkind: Deployment\nspec:\n  containers:\n    - name: a\n      env:\n        - name: JWT_SECRET\n          valueFrom:\n            secretKeyRef: { name: a, key: jwt-secret }\n        - name: LIT\n          value: "abc"\n        - name: REF\n          value: $(JWT_SECRET)\n{{- if .Values.z }}\n        - name: LIT2\n          value: {{ .Values.z }}\n{{- end }}\n`,
  },
  {
    path: '.github/workflows/ci.yml',
    text: `env:\n  JWT_SECRET: top\njobs:\n  build:\n    env: { A: "\${{ secrets.A }}", B: \${{ secrets.B || 'dflt' }} }\n    steps:\n      - run: x\n        env:\n          C: lit\n`,
  },
  {
    path: 'src/main/resources/application.yml',
    text: `jwt:\n  secret: \${JWT_SECRET:default-ü}\n  expiration: 3600\n  other: \${app.x.y:z}\n  nested: "\${A:\${B:c}}"\n---\nspring: { config: { activate: { on-profile: prod } } }\njwt.secret: prodsecret\n`,
  },
  {
    path: 'wrangler.toml',
    text: '# 😀\r\n[vars]\r\nJWT_SECRET = "a\\"b"\r\nL = \'c\'\r\n[env.production]\r\nvars = { K = "d", M = """xy""" }\r\n',
  },
  {
    path: 'application.properties',
    text: '# c\njwt.secret=${JWT_SECRET:dev-ü}\na : b\\u00e9\\\n   c\n#---\nspring.config.activate.on-profile=prod\nx = y\n',
  },
  {
    path: 'main.tf',
    text: `variable "jwt_secret" {\n  type    = object({ a = optional(string, "") })\n  default = "abc-ü"\n}\nlocals {\n  a_env = { JWT_SECRET = var.jwt_secret, "B_KEY" : "x\\"y\\u00e9$\${z}", C = "pre-\${var.a}-post" }\n  d     = coalesce(var.d, "dflt") # 😀\n  e     = var.e == "" ? "eee" : var.e\n}\nresource "aws_x" "api" {\n  env {\n    name  = "SESSION_SECRET"\n    value = "s1"\n  }\n  env {\n    name  = "F_SECRET"\n    value = random_password.f.result\n  }\n  user_data = <<-EOT\n    export G=ggg\n      H=\${var.h} node .\n  EOT\n}\n`,
  },
  {
    path: 'api.vars',
    text: '# 😀\nexport JWT_SECRET="a b"\r\nB=\'ü\'\n\nC = ${D:-e}\n',
  },
  { path: 'conf/app.ini', text: '[app]\nJwtSecret = 23$040 ; why\nB = "x;y"\nb {\n c = d\n}\n' },
  {
    path: 'Dockerfile',
    text: 'FROM node\r\nARG A=1 B="two words"\r\nENV JWT_SECRET=abc \\\r\n  # n\r\n  S=d\\ e\r\nENV L some 😀 here\r\nRUN export D=1 && E="x y" npm run build\r\n',
  },
  {
    path: 'deploy.sh',
    text: 'export JWT_SECRET="a b"\nX=1 Y=\'$Z\' node x\ndocker run -e A_KEY=v i\necho "D_KEY=ü" >> .env\nE=$(x "y") F=a"b"c\n',
  },
  {
    path: 'web.config',
    text: `<?xml version="1.0"?>\n<!-- 😀 <add key="X" value="no" /> -->\n<configuration>\n  <appSettings>\n    <add key="Jwt:Secret" value="a&amp;b&quot;ü" />\n    <add key="JWT_KEY" value='v' />\n  </appSettings>\n  <jwt secret="attr"><issuer>  me\n  </issuer></jwt>\n  <p name="q"><value><![CDATA[r<s]]></value></p>\n</configuration>\n`,
  },
  {
    path: 'deploy/app.service',
    text: `[Service]\n# 😀\nEnvironment=NODE_ENV=production\nEnvironment="JWT_SECRET=two words" PORT=3000 Z="a b" \\\n  LAST='ü'\nExecStart=/bin/sh -c "S_SECRET=abc /usr/bin/node ."\n`,
  },
  {
    path: 'Makefile',
    text: `# 😀\nJWTSECRET := testing\nexport JWT_SECRET ?= local ü # why\nB := "quoted"\nC = $(shell openssl rand -hex 8)\nrun: export D = target\nrun:\n\tJWT_SECRET=$(JWT_SECRET) node a.js\n\t@S_SECRET=cat docker run -e J_X=1 \\\n\t  -e J_Y="two words" app\n`,
  },
  {
    path: 'nginx.conf',
    text: `http { # 😀\n  auth_jwt_key "cXü+w=";\n  set $jwt_secret 'abc';\n  env JWT_SECRET=envv;\n  server { jwt_key word; }\n}\n`,
  },
  {
    path: 'init/01.sql',
    text: `-- 😀 SET a.jwt_secret TO 'no';\nALTER DATABASE app SET "app.jwt_secret" TO 'words of ü';\nSELECT set_config('app.jwt_secret', 'cfg', false), sign(p, 'lit''x');\nINSERT INTO s VALUES ('jwt_secret', 'row');\n`,
  },
  {
    path: 'Jenkinsfile',
    text: `pipeline { // 😀\n  environment {\n    JWT_SECRET = "aü="\n    B = credentials('jwt')\n    C = 'single'\n    D = "pre-\${env.X}"\n  }\n  steps {\n    withEnv(["E_SECRET=with"]) { sh "F_SECRET=sh node ." }\n    sh '''\n      export G=triple\n    '''\n    script { env.H = 'dotted' }\n  }\n}\n`,
  },
  {
    path: 'conf/application.conf',
    text: `# 😀\nplay.http.secret.key = "changeme"\nplay.http.secret.key = \${?APP_SECRET}\njwt {\n  secret = not quoted ü // why\n  other = \${jwt.secret}suffix\n  "a.b": "x\\"y", list = [ { name = n, secret = "l" }, "m" ]\n}\n`,
  },
  {
    path: 'start.ps1',
    text: `# 😀\n$env:JWT_SECRET = 'aü'\n\${env:A} = "dq"\n[Environment]::SetEnvironmentVariable("B_SECRET", "b", "User")\n$env:C = (New-Guid).Guid\n$jwtSecret = "lit" # why\ndocker run -e J_D=d app\n`,
  },
  {
    path: 'run.bat',
    text: `@echo off\r\nset JWT_SECRET=a b\r\nset "S_SECRET=qü"\r\nsetx A_SECRET "x y" /M\r\nset B=%JWT_SECRET%\r\n`,
  },
  { path: 'api.http', text: `### 😀\n@host = http://x\n@jwt_secret = a b ü\nGET {{host}}\n` },
  {
    path: 'README.md',
    text: `# 😀\nSet \`JWT_SECRET=Q850mQ76aYBdwwKGc8af\` in .env\n\`\`\`\nA_SECRET: "abcdefghij"\n\`\`\`\n`,
  },
];
