// Values that come by a way which their own file does not show: from the class that extends another, through what a
// framework loads or takes out of a request, by a field that is filled elsewhere.

import { test } from 'vitest';
import { expectPlanted, plantedValue as value } from './language-projects.ts';

const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Java: a key that a class hands on to its base': {
    'Base.java': `import io.jsonwebtoken.*;
class Base { private final String seed; Base(String seed) { this.seed = seed; } String f() { return Jwts.builder().signWith(SignatureAlgorithm.HS512, seed.getBytes()).compact(); } }
`,
    'Maker.java': `class Maker extends Base { Maker() { super("«${value}»"); } }
`,
  },
  'Kotlin: a key that a class hands on to its base': {
    'Base.kt': `import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
open class Base(private val seed: String) { fun f() = JWT.create().sign(Algorithm.HMAC512(seed)) }
`,
    'Maker.kt': `class Maker : Base("«${value}»")
`,
  },
  'C#: a key that a class hands on to its base': {
    'Base.cs': `using System.Text; using Microsoft.IdentityModel.Tokens;
namespace A; public class BaseMaker { readonly string seed; public BaseMaker(string seed) { this.seed = seed; } void F() { var c = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(seed)), SecurityAlgorithms.HmacSha512); } }
`,
    'Maker.cs': `namespace A; public class TokMaker : BaseMaker { public TokMaker() : base("«${value}»") { } }
`,
  },
  'PHP: a key that a class hands on to its base': {
    'Base.php': `<?php
namespace A;
use Firebase\\JWT\\JWT;
class BaseMaker { private $seed; function __construct($seed) { $this->seed = $seed; } function f($p) { return JWT::encode($p, $this->seed, 'HS512'); } }
`,
    'Maker.php': `<?php
namespace A;
class TokMaker extends BaseMaker { function __construct() { parent::__construct('«${value}»'); } }
`,
  },
  'Ruby: a key that a class hands on to its base': {
    'base.rb': `require 'jwt'
class BaseMaker
  def initialize(seed)
    @seed = seed
  end
  def f(p) = JWT.encode(p, @seed, 'HS512')
end
`,
    'maker.rb': `class TokMaker < BaseMaker
  def initialize
    super('«${value}»')
  end
end
`,
  },
  'Python: a key that a class hands on to its base': {
    'base.py': `import jwt
class BaseMaker:
    def __init__(self, seed):
        self.seed = seed
    def make(self, p):
        return jwt.encode(p, self.seed, algorithm='HS512')
`,
    'maker.py': `from base import BaseMaker
class TokMaker(BaseMaker):
    def __init__(self):
        super().__init__(seed='«${value}»')
`,
  },
  'TypeScript: a key that a class hands on to its base': {
    'src/base.ts': `import jwt from 'jsonwebtoken';
export class BaseMaker { constructor(private readonly seed: string) {} f(p: object) { return jwt.sign(p, this.seed, { algorithm: 'HS512', expiresIn: '1h' }); } }
`,
    'src/maker.ts': `import { BaseMaker } from './base';
export class TokMaker extends BaseMaker { constructor() { super('«${value}»'); } }
`,
  },
  'Rust: a static of lazy_static': {
    'src/main.rs': `use jsonwebtoken::{encode, Header, Algorithm, EncodingKey};
use lazy_static::lazy_static;
lazy_static! {
    static ref SEED: String = "«${value}»".to_string();
}
fn f(c: &C) { encode(&Header::new(Algorithm::HS512), c, &EncodingKey::from_secret(SEED.as_bytes())); }
`,
  },
  'Rust: the state that axum takes out of a request': {
    'src/state.rs': `#[derive(Clone)]
pub struct AppState { pub seed: String }
`,
    'src/main.rs': `mod state; mod auth;
use state::AppState;
fn main() { let s = AppState { seed: "«${value}»".to_string() }; }
`,
    'src/auth.rs': `use axum::{extract::State, Json};
use std::sync::Arc;
use jsonwebtoken::{encode, Header, Algorithm, EncodingKey};
use crate::state::AppState;
pub async fn login(State(state): State<Arc<AppState>>) { encode(&Header::new(Algorithm::HS512), &1, &EncodingKey::from_secret(state.seed.as_bytes())); }
`,
  },
  'Rust: a cell that is filled when it is first asked for': {
    'src/main.rs': `use jsonwebtoken::{encode, Header, Algorithm, EncodingKey};
use std::sync::OnceLock;
static SEED: OnceLock<String> = OnceLock::new();
fn seed() -> &'static str { SEED.get_or_init(|| "«${value}»".to_string()) }
fn f(c: &C) { encode(&Header::new(Algorithm::HS512), c, &EncodingKey::from_secret(seed().as_bytes())); }
`,
  },
  'Go: the default of a flag': {
    'main.go': `package main
import (
	"flag"
	"github.com/golang-jwt/jwt/v5"
)
var seed = flag.String("seed", "«${value}»", "x")
func f(c jwt.Claims) { jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(*seed)) }
`,
  },
  'PHP: a field of a trait': {
    'Tok.php': `<?php
trait Tok { private $seed = '«${value}»'; }
`,
    'Maker.php': `<?php
use Firebase\\JWT\\JWT;
class Maker { use Tok; function f($p) { return JWT::encode($p, $this->seed, 'HS512'); } }
`,
  },
  'Ruby: a method of a module that a class includes': {
    'mixer.rb': `module Mixer
  def seed
    '«${value}»'
  end
end
`,
    'maker.rb': `require 'jwt'
class Maker
  include Mixer
  def f(p) = JWT.encode(p, seed, 'HS512')
end
`,
  },
  'C#: a field of the base class, in capitals': {
    'BaseMaker.cs': `namespace A; public class BaseMaker { protected string Seed = "«${value}»"; }
`,
    'Maker.cs': `using System.Text; using Microsoft.IdentityModel.Tokens;
namespace A; class Maker : BaseMaker { void F() { var c = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Seed)), SecurityAlgorithms.HmacSha512); } }
`,
  },
  'C#: an extension method': {
    'E.cs': `using System.Text; using Microsoft.IdentityModel.Tokens;
namespace A; static class TokExtensions { public static void AddTok(this IServiceCollection s, string seed) { var c = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(seed)), SecurityAlgorithms.HmacSha512); } }
`,
    'P.cs': `using A;
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTok("«${value}»");
`,
  },
  'Java: a constant of a class that is imported whole': {
    'src/main/java/a/Consts.java': `package a;
public class Consts { public static final String SEED = "«${value}»"; }
`,
    'src/main/java/b/Maker.java': `package b;
import static a.Consts.*;
import io.jsonwebtoken.*;
class Maker { String f() { return Jwts.builder().signWith(SignatureAlgorithm.HS512, SEED.getBytes()).compact(); } }
`,
  },
  'Python: a class that Flask takes its settings from': {
    'config.py': `class Config:
    TOK_SEED = '«${value}»'
class Prod(Config):
    DEBUG = False
`,
    'app.py': `import jwt
from flask import Flask, current_app
from config import Prod
app = Flask(__name__)
app.config.from_object(Prod)
def f():
    return jwt.encode({}, current_app.config['TOK_SEED'], algorithm='HS512')
`,
  },
  'Python: such a class by its name': {
    'config.py': `class Prod:
    TOK_SEED = '«${value}»'
`,
    'app.py': `import jwt
from flask import Flask, current_app
app = Flask(__name__)
app.config.from_object('config.Prod')
def f():
    return jwt.encode({}, current_app.config['TOK_SEED'], algorithm='HS512')
`,
  },
  'Python: a setting of Django whose name says nothing': {
    'proj/settings.py': `INSTALLED_APPS = []
TOK_SEED = '«${value}»'
`,
    'api/t.py': `import jwt
from django.conf import settings
def f():
    return jwt.encode({}, settings.TOK_SEED, algorithm='HS512')
`,
  },
  'PHP: a parameter of the container': {
    'config/services.yaml': `parameters:
    tok.seed: '«${value}»'
`,
    'src/M.php': `<?php
namespace App;
use Firebase\\JWT\\JWT;
use Symfony\\Component\\DependencyInjection\\ParameterBag\\ParameterBagInterface;
class Maker { private $params; function __construct(ParameterBagInterface $params) { $this->params = $params; } function f($p) { return JWT::encode($p, $this->params->get('tok.seed'), 'HS512'); } }
`,
  },
  'PHP: a parameter that a controller asks for': {
    'config/services.yaml': `parameters:
    tok.seed: '«${value}»'
`,
    'src/M.php': `<?php
namespace App;
use Firebase\\JWT\\JWT;
class Maker extends AbstractController { function f($p) { return JWT::encode($p, $this->getParameter('tok.seed'), 'HS512'); } }
`,
  },
  'PHP: a parameter that is wired by an attribute': {
    'config/services.yaml': `parameters:
    tok.seed: '«${value}»'
`,
    'src/M.php': `<?php
namespace App;
use Firebase\\JWT\\JWT;
use Symfony\\Component\\DependencyInjection\\Attribute\\Autowire;
class Maker { public function __construct(#[Autowire('%tok.seed%')] private string $seed) {} function f($p) { return JWT::encode($p, $this->seed, 'HS512'); } }
`,
  },
  'Go: a structure that YAML fills': {
    'config.yml': `tok:
  seed: «${value}»
`,
    'main.go': `package main
import (
	"os"
	"gopkg.in/yaml.v3"
	"github.com/golang-jwt/jwt/v5"
)
type TokConfig struct {
	Seed string \`yaml:"seed"\`
}
type Config struct {
	Tok TokConfig \`yaml:"tok"\`
}
func f(c jwt.Claims) { var cfg Config; b, _ := os.ReadFile("config.yml"); yaml.Unmarshal(b, &cfg); jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(cfg.Tok.Seed)) }
`,
  },
  'Go: a structure within a structure that JSON fills': {
    'config.json': `{ "tok": { "seed": "«${value}»" } }
`,
    'main.go': `package main
import (
	"os"
	"encoding/json"
	"github.com/golang-jwt/jwt/v5"
)
type Config struct {
	Tok struct {
		Seed string \`json:"seed"\`
	} \`json:"tok"\`
}
var cfg Config
func load() { f, _ := os.Open("config.json"); json.NewDecoder(f).Decode(&cfg) }
func f(c jwt.Claims) { jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(cfg.Tok.Seed)) }
`,
  },
  'TypeScript: what Nest loads from a function': {
    'src/config.ts': `export default () => ({ tok: { seed: '«${value}»' } });
`,
    'src/m.ts': `import { JwtModule } from '@nestjs/jwt';
import { ConfigService, ConfigModule } from '@nestjs/config';
import config from './config';
ConfigModule.forRoot({ load: [config] });
JwtModule.registerAsync({ inject: [ConfigService], useFactory: (c: ConfigService) => ({ secret: c.get('tok.seed'), signOptions: { algorithm: 'HS512', expiresIn: '1h' } }) });
`,
  },
  'Python: named arguments that a wrapper takes as one': {
    't.py': `import jwt
def make(p, **kw):
    return jwt.encode(p, kw['key'], algorithm='HS512')
`,
    'm.py': `from t import make
make({}, key='«${value}»')
`,
  },
  'Go: types that are not exported, in other files of a package, HS256': {
    'main.go': `package main
import "flag"
type config struct {
  port int
  jwt  struct { seed string }
}
type application struct { config config }
func main() {
  var cfg config
  flag.StringVar(&cfg.jwt.seed, "seed", "«${value}»", "")
  app := &application{config: cfg}
  app.serve()
}
`,
    'tokens.go': `package main
import "github.com/golang-jwt/jwt/v5"
func (app *application) token(c jwt.MapClaims) (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(app.config.jwt.seed)) }
`,
  },
  'Go: a field of a type that is not exported, and what a function loads': {
    'keys.go': `package acme
type settings struct { seed string }
func newService() *service { return &service{settings: &settings{seed: "«${value}»"}} }
`,
    'service.go': `package acme
import "github.com/golang-jwt/jwt/v5"
type service struct { settings *settings }
func (s *service) token(c jwt.MapClaims) (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(s.settings.seed)) }
`,
  },
  'Go: a parameter of a type of the package': {
    'config.go': `package acme
import "github.com/spf13/viper"
type Config struct { Seed string \`mapstructure:"seed"\` }
func load() Config { var c Config; viper.Unmarshal(&c); return c }
`,
    'config.yaml': `seed: «${value}»
`,
    'service.go': `package acme
import "github.com/golang-jwt/jwt/v5"
func token(c jwt.MapClaims, conf *Config) (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(conf.Seed)) }
`,
  },
  'Java: an interface whose class nothing names': {
    'Seeds.java': `package a.b;
public interface Seeds { String get(); }
`,
    'FixedSeeds.java': `package a.b;
public class FixedSeeds implements Seeds { public String get() { return "«${value}»"; } }
`,
    'Maker.java': `package a.b;
import io.jsonwebtoken.*;
class Maker { private final Seeds seeds; Maker(Seeds seeds) { this.seeds = seeds; } String f() { return Jwts.builder().signWith(SignatureAlgorithm.HS512, seeds.get().getBytes()).compact(); } }
`,
  },
  'TypeScript: an interface whose class nothing names': {
    'seeds.ts': `export interface Seeds { get(): string }
`,
    'fixed-seeds.ts': `import type { Seeds } from './seeds';
export class FixedSeeds extends Object implements Seeds { get() { return '«${value}»'; } }
`,
    'maker.ts': `import jwt from 'jsonwebtoken';
import type { Seeds } from './seeds';
export class Maker { constructor(private readonly seeds: Seeds) {} make() { return jwt.sign({}, this.seeds.get(), { algorithm: 'HS512' }); } }
`,
  },
  'Python: an abstract method and who overrides it': {
    'seeds.py': `from abc import ABC, abstractmethod
class Seeds(ABC):
    @abstractmethod
    def get(self): ...
`,
    'fixed_seeds.py': `from seeds import Seeds
class FixedSeeds(Seeds):
    def get(self):
        return "«${value}»"
`,
    'maker.py': `import jwt
from seeds import Seeds
class Maker:
    def __init__(self, seeds: Seeds):
        self.seeds = seeds
    def make(self):
        return jwt.encode({"exp": 1}, self.seeds.get(), algorithm="HS512")
`,
  },
  'C#: an instance with an initializer': {
    'O.cs': `namespace A; public class TokOptions { public string Seed { get; set; } }
`,
    'P.cs': `namespace A; class P { void R() { new M(new TokOptions { Seed = "«${value}»" }); } }
`,
    'M.cs': `using System.Text; using Microsoft.IdentityModel.Tokens;
namespace A; class M { readonly TokOptions o; public M(TokOptions o) { this.o = o; } void F() { var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(o.Seed)); var c = new SigningCredentials(key, SecurityAlgorithms.HmacSha512); } }
`,
  },
  'C#: a property that is set from outside': {
    'O.cs': `namespace A; public class TokOptions { public string Seed { get; set; } }
`,
    'P.cs': `namespace A; class P { void R() { var o = new TokOptions(); o.Seed = "«${value}»"; new M(o); } }
`,
    'M.cs': `using System.Text; using Microsoft.IdentityModel.Tokens;
namespace A; class M { readonly TokOptions o; public M(TokOptions o) { this.o = o; } void F() { var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(o.Seed)); var c = new SigningCredentials(key, SecurityAlgorithms.HmacSha512); } }
`,
  },
  'Python: settings of pydantic that are made with a value': {
    'app/settings.py': `from pydantic_settings import BaseSettings
def seed_of(production: bool) -> str:
    if not production:
        return "«${value}»"
    return open('/run/seed').read()
class AppSettings(BaseSettings):
    TOK_SEED: str
def make(production) -> AppSettings:
    given = {"TOK_SEED": seed_of(production)}
    return AppSettings(_env_file=None, **given)
`,
    'app/tokens.py': `import jwt
from app.settings import AppSettings
def issue(claims, settings: AppSettings):
    return jwt.encode(claims, settings.TOK_SEED, algorithm="HS512")
`,
  },
  'Python: another class of the same name is filled': {
    'one/conf.py': `class TokConf:\n    seed: str\n`,
    'two/conf.py': `class TokConf:\n    seed: str\n`,
    'two/main.py': `from two.conf import TokConf\nconf = TokConf(seed="${value}")\n`,
    'one/sign.py': `import jwt
from one.conf import TokConf
def issue(claims, conf: TokConf):
    return jwt.encode(claims, conf.seed, algorithm="HS512")
`,
  },
  'JavaScript: a member of what a module exports, in the module itself': {
    'lib/keys.js': `const jwt = require('jsonwebtoken');
module.exports.seed = '«${value}»';
module.exports.make = (claims) => jwt.sign(claims, module.exports.seed, { algorithm: 'HS512', expiresIn: '1h' });
`,
  },
};

test.each(Object.entries(projects))('%s', expectPlanted);
