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
  { path: 'conf/app.ini', text: '[app]\nJwtSecret = 23$040 ; why\nB = "x;y"\nb {\n c = d\n}\n' },
  {
    path: 'Dockerfile',
    text: 'FROM node\r\nARG A=1 B="two words"\r\nENV JWT_SECRET=abc \\\r\n  # n\r\n  S=d\\ e\r\nENV L some 😀 here\r\nRUN export D=1 && E="x y" npm run build\r\n',
  },
  {
    path: 'deploy.sh',
    text: 'export JWT_SECRET="a b"\nX=1 Y=\'$Z\' node x\ndocker run -e A_KEY=v i\necho "D_KEY=ü" >> .env\nE=$(x "y") F=a"b"c\n',
  },
];
