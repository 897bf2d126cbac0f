import { Component } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { DomSanitizer } from '@angular/platform-browser';
import { NextRequest, NextResponse } from 'next/server';

@Component({ selector: 'app-search', template: '' })
export class SearchComponent {
  term: unknown;

  constructor(private route: ActivatedRoute, private sanitizer: DomSanitizer) {}

  show(): void {
    const query = this.route.snapshot.queryParams.q;
    // ruleid: xss
    this.term = this.sanitizer.bypassSecurityTrustHtml(query);
  }

  safe(): void {
    // ok: xss
    this.term = this.route.snapshot.queryParams.q;
  }
}

export async function GET(request: NextRequest) {
  const name = request.nextUrl.searchParams.get('name');
  // todoruleid: xss
  return new NextResponse(`<p>${name}</p>`, { headers: { 'Content-Type': 'text/html' } });
}

export async function POST(request: NextRequest) {
  const body = await request.json();
  // ok: xss
  return NextResponse.json({ name: body.name });
}
