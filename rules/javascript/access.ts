import { Body, Controller, Delete, Get, Param, Patch, Put, UseGuards } from '@nestjs/common';

@Controller('users')
export class OpenController {
  constructor(private users: Users) {}

  @Get(':id')
  // ok: route-without-authorization
  one(@Param('id') id: string) {
    return this.users.one(id);
  }

  @Delete(':id')
  // ruleid: route-without-authorization
  remove(@Param('id') id: string) {
    return this.users.remove(id);
  }

  @Patch(':id')
  // ruleid: route-without-authorization
  async change(@Param('id') id: string, @Body() fields: UserDto) {
    return this.users.change(id, fields);
  }

  @UseGuards(JwtAuthGuard)
  @Put(':id')
  // ok: route-without-authorization
  replace(@Param('id') id: string) {
    return this.users.replace(id);
  }
}

@UseGuards(JwtAuthGuard)
@Controller('orders')
export class GuardedController {
  @Delete(':id')
  // ok: route-without-authorization
  remove(@Param('id') id: string) {
    return this.orders.remove(id);
  }
}

@Controller('accounts')
export class AccountsController {
  @HasPermission(permissions.deleteAccount)
  @Delete(':id')
  // ok: route-without-authorization
  remove(@Param('id') id: string) {
    return this.accounts.remove(id);
  }

  @Put(':id')
  @RequiresScope(scopes.accounts)
  // ok: route-without-authorization
  replace(@Param('id') id: string, @Body() body: AccountDto) {
    return this.accounts.replace(id, body);
  }

  @UseInterceptors(LoggingInterceptor)
  @Delete(':id/notes')
  // ruleid: route-without-authorization
  forget(@Param('id') id: string) {
    return this.accounts.forget(id);
  }
}
