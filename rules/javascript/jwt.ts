import { Injectable, Module } from '@nestjs/common';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Request } from 'express';
import jwt, { sign, verify } from 'jsonwebtoken';

@Module({
  imports: [
    // ruleid: hardcoded-signing-secret
    JwtModule.register({ secret: 'made up for tests', signOptions: { expiresIn: '1h' } }),
  ],
})
export class AuthModule {}

@Injectable()
export class Lenient extends PassportStrategy(Strategy) {
  constructor(config: Config) {
    // ruleid: jwt-expiry-ignored
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), ignoreExpiration: true, secretOrKey: config.key });
  }
}

@Injectable()
export class Strict extends PassportStrategy(Strategy) {
  constructor(config: Config) {
    // ok: jwt-expiry-ignored, hardcoded-signing-secret
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), ignoreExpiration: false, secretOrKey: config.key });
  }
}

export class Guard {
  constructor(private jwtService: JwtService) {}

  read(request: Request) {
    const [, token] = request.headers.authorization.split(' ');
    // ruleid: jwt-decoded-unchecked
    return this.jwtService.decode(token);
  }

  async readWell(request: Request) {
    const [, token] = request.headers.authorization.split(' ');
    // ok: jwt-decoded-unchecked
    return this.jwtService.verifyAsync(token, { secret: process.env.JWT_SECRET });
  }
}

export class Tokens {
  private readonly secret = 'made up for tests';

  constructor(private readonly key: string, private publicKey: string) {}

  issue(id: string) {
    // ruleid: hardcoded-signing-secret
    return jwt.sign({ id }, this.secret, { expiresIn: '1h' });
  }

  named(id: string) {
    // ruleid: hardcoded-signing-secret
    return sign({ id }, 'made up for tests');
  }

  well(id: string) {
    // ok: hardcoded-signing-secret
    return jwt.sign({ id }, this.key);
  }

  read(token: string) {
    // ruleid: jwt-any-algorithm
    return verify(token, this.publicKey);
  }

  readWell(token: string) {
    // ok: jwt-any-algorithm
    return verify(token, this.publicKey, { algorithms: ['ES256'] });
  }
}
