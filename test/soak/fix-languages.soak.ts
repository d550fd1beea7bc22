// Services in Python, Go, Java and Ruby run as they were, are repaired, and run again: they sign and verify with a new
// key from the environment, and do not start without it. Their libraries come from the registries of their languages.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { afterEach, describe, expect, test } from 'vitest';
import { createProject, type TestProject } from '../fix/project.ts';

interface Service {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Fetches what it needs; throws where there is no registry or no such language here. */
  install(root: string): void;
  readonly start: readonly string[];
  readonly env?: (root: string) => Readonly<Record<string, string>>;
}

const run = (root: string, command: string, ...args: readonly string[]): void => {
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], timeout: 240_000 });
};

const python: Service = {
  name: 'Python with PyJWT',
  files: {
    'requirements.txt': 'PyJWT==2.10.1\n',
    'service.py': `import os
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt

SECRET = "tutorial-secret-1"
REFRESH = os.environ.get("REFRESH_SECRET", "tutorial-secret-2")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            if self.path == "/login":
                body = jwt.encode({"sub": "ann"}, SECRET, algorithm="HS256")
            else:
                token = self.headers["Authorization"][7:]
                body = jwt.decode(token, SECRET, algorithms=["HS256"])["sub"]
            jwt.encode({"sub": "ann"}, REFRESH, algorithm="HS256")
            self.send_response(200)
        except jwt.InvalidTokenError:
            body = "no"
            self.send_response(401)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
print("listening on", server.server_port, flush=True)
server.serve_forever()
`,
  },
  install: (root) =>
    run(root, 'python3', '-m', 'pip', 'install', '-q', '--target', 'lib', '-r', 'requirements.txt'),
  start: ['python3', 'service.py'],
  env: (root) => ({ PYTHONPATH: join(root, 'lib') }),
};

const go: Service = {
  name: 'Go with golang-jwt',
  files: {
    'go.mod':
      'module example.test/service\n\ngo 1.21\n\nrequire github.com/golang-jwt/jwt/v5 v5.2.1\n',
    'keys.go': `package main

import "os"

const (
	issuer = "example"
	secret = "tutorial-secret-1"
)

func refreshKey() string {
	key := os.Getenv("REFRESH_SECRET")
	if key == "" {
		key = "tutorial-secret-2"
	}
	return key
}
`,
    'main.go': `package main

import (
	"fmt"
	"net"
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

const apiKey = "tutorial-secret-3"

func sign(key string) string {
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": "ann"}).SignedString([]byte(key))
	if err != nil {
		panic(err)
	}
	return token
}

func main() {
	sign(refreshKey())
	sign(apiKey)
	http.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		token, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": "ann", "iss": issuer}).SignedString([]byte(secret))
		fmt.Fprint(w, token)
	})
	http.HandleFunc("/me", func(w http.ResponseWriter, r *http.Request) {
		token, err := jwt.Parse(r.Header.Get("Authorization")[7:], func(t *jwt.Token) (interface{}, error) { return []byte(secret), nil })
		if err != nil {
			w.WriteHeader(401)
			return
		}
		subject, _ := token.Claims.GetSubject()
		fmt.Fprint(w, subject)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println("listening on", listener.Addr().(*net.TCPAddr).Port)
	http.Serve(listener, nil)
}
`,
  },
  install: (root) => run(root, 'go', 'mod', 'tidy'),
  start: ['go', 'run', '.'],
  env: () => ({ GOFLAGS: '-mod=mod' }),
};

const java: Service = {
  name: 'Java with java-jwt, by Maven',
  files: {
    'pom.xml': `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>service</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.auth0</groupId><artifactId>java-jwt</artifactId><version>4.4.0</version></dependency>
  </dependencies>
</project>
`,
    'src/Service.java': `import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

public class Service {
  private static final String SECRET = "tutorial-secret-1";
  private static final String REFRESH =
      Optional.ofNullable(System.getenv("REFRESH_SECRET")).orElse("tutorial-secret-2");

  public static void main(String[] arguments) throws Exception {
    JWT.create().withSubject("ann").sign(Algorithm.HMAC256(REFRESH));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> {
      int status = 200;
      String body;
      try {
        body = exchange.getRequestURI().getPath().equals("/login")
            ? JWT.create().withSubject("ann").sign(Algorithm.HMAC256(SECRET))
            : JWT.require(Algorithm.HMAC256(SECRET)).build()
                .verify(exchange.getRequestHeaders().getFirst("Authorization").substring(7)).getSubject();
      } catch (JWTVerificationException refused) {
        status = 401;
        body = "no";
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }
}
`,
  },
  install: (root) =>
    run(root, 'mvn', '-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'),
  start: ['java', '-cp', 'lib/*', 'src/Service.java'],
};

const ruby: Service = {
  name: 'Ruby with ruby-jwt',
  files: {
    'service.rb': `require 'jwt'
require 'socket'

SECRET = 'tutorial-secret-1'
REFRESH = ENV['REFRESH_SECRET'] || 'tutorial-secret-2'

JWT.encode({ sub: 'ann' }, REFRESH, 'HS256')
server = TCPServer.new('127.0.0.1', 0)
puts "listening on #{server.addr[1]}"
$stdout.flush
loop do
  client = server.accept
  path = client.gets.split[1]
  token = nil
  while (line = client.gets) && line != "\\r\\n"
    token = line.strip.split(' ').last if line.downcase.start_with?('authorization:')
  end
  status = 200
  begin
    body = path == '/login' ? JWT.encode({ sub: 'ann' }, SECRET, 'HS256') : JWT.decode(token, SECRET, true, { algorithm: 'HS256' })[0]['sub']
  rescue JWT::DecodeError
    status = 401
    body = 'no'
  end
  client.write("HTTP/1.1 #{status} X\\r\\nContent-Length: #{body.bytesize}\\r\\nConnection: close\\r\\n\\r\\n#{body}")
  client.close
end
`,
  },
  install: (root) => run(root, 'ruby', '-e', "require 'jwt'"),
  start: ['ruby', 'service.rb'],
};

let project: TestProject | undefined;
let server: ChildProcess | undefined;

function stop(): void {
  // `go run` starts another process: the group ends with it.
  if (server?.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGKILL');
  server = undefined;
}

afterEach(() => {
  stop();
  project?.remove();
});

/** Starts the service and resolves to its port; rejects where it ends instead. */
function start(root: string, service: Service, variables: Readonly<Record<string, string>>) {
  const [command = '', ...args] = service.start;
  const home = process.env.HOME ?? root;
  const env = { PATH: process.env.PATH ?? '', HOME: home, ...service.env?.(root), ...variables };
  return new Promise<number>((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, detached: true });
    server = child;
    let output = '';
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /listening on (\d+)/.exec(output)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(`the service ended: ${output}`)));
  });
}

async function works(port: number): Promise<void> {
  const at = `http://127.0.0.1:${port}`;
  const token = await (await fetch(`${at}/login`)).text();
  expect(token.split('.')).toHaveLength(3);
  const authorization = `Bearer ${token}`;
  const me = await fetch(`${at}/me`, { headers: { authorization } });
  expect([me.status, await me.text()]).toEqual([200, 'ann']);
  const forged = { authorization: `${authorization.slice(0, -4)}AAAA` };
  expect((await fetch(`${at}/me`, { headers: forged })).status).toBe(401);
}

describe('a service before and after --fix=unsafe', () => {
  test.each([python, go, java, ruby])(
    '$name',
    async (service) => {
      project = createProject(service.files);
      const { root } = project;
      mkdirSync(join(root, 'lib'), { recursive: true });
      try {
        service.install(root);
      } catch (error) {
        const [line] = String(error).split('\n');
        process.stderr.write(`\nSKIPPED: ${service.name} was not run: ${line}\n`);
        return;
      }
      await works(await start(root, service, {}));
      stop();

      expect((await project.run('--fix=unsafe', '--exclude', 'lib')).code).toBeLessThan(2);
      const variables = parse(project.read('.env'));
      expect(Object.keys(variables)).toContain('REFRESH_SECRET');
      await works(await start(root, service, variables));
      stop();
      await expect(start(root, service, {})).rejects.toThrow(/REFRESH_SECRET|JWT_SECRET/);
    },
    600_000,
  );
});
