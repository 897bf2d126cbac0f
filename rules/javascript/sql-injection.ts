import { Controller, Get, Param, Query, ParseIntPipe } from '@nestjs/common';
import { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export function search() {
  return async (message: Request, answer: Response) => {
    const term = message.query.q as string;
    // ruleid: sql-injection
    answer.json(await prisma.$queryRawUnsafe(`SELECT * FROM items WHERE name LIKE '%${term}%'`));
  };
}

@Controller('items')
export class ItemController {
  constructor(private dataSource: DataSource) {}

  @Get(':name')
  async byName(@Param('name') name: string) {
    // ruleid: sql-injection
    return this.dataSource.query("SELECT * FROM items WHERE name = '" + name + "'");
  }

  @Get('filtered')
  async filtered(@Query('kind') kind: string) {
    const builder = this.dataSource.createQueryBuilder();
    // ruleid: sql-injection
    return builder.select().where(`kind = '${kind}'`).getMany();
  }

  @Get('page/:page')
  async page(@Param('page', ParseIntPipe) page: number) {
    // ok: sql-injection
    return this.dataSource.query(`SELECT * FROM items LIMIT 10 OFFSET ${page}`);
  }

  @Get('kind')
  async kind(@Query('kind') kind: string) {
    // ok: sql-injection
    return this.dataSource.createQueryBuilder().select().where('kind = :kind', { kind }).getMany();
  }
}

export async function safeSearch(req: Request, res: Response) {
  // ok: sql-injection
  res.json(await prisma.$queryRaw`SELECT * FROM items WHERE name = ${req.query.q}`);
}
