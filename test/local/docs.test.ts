/** /docs is made of this machine's own files, and a browser that shows it speaks with this exchange alone. */

import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CONTENT_SECURITY_POLICY,
  docsPage,
} from '../../local/docs/docs-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const app = docsPage();
const textOf = async (path: string): Promise<string> =>
  (await app.request(path)).text();

/** Every address that a page or a style sheet makes a browser fetch. */
const referencesIn = (text: string): string[] => [
  ...[...text.matchAll(/\s(?:href|src|action|data)="([^"]*)"/g)].map(
    ([, address]) => address ?? '',
  ),
  ...[...text.matchAll(/url\(\s*["']?([^"')]+)/g)].map(
    ([, address]) => address ?? '',
  ),
  ...[...text.matchAll(/\b(?:url|import):?\s+'([^']+)'/g)].map(
    ([, address]) => address ?? '',
  ),
];

describe('/docs', () => {
  it('refers to nothing that it does not serve itself', async () => {
    const page = referencesIn(await textOf('/docs'));
    const referred = [
      ...page,
      ...referencesIn(await textOf('/docs/page.css')),
      ...referencesIn(await textOf('/docs/page.js')),
    ];
    expect(referred).toEqual(
      expect.arrayContaining([
        '/docs/swagger-ui.js',
        '/docs/swagger-ui.css',
        '/docs/openapi.json',
      ]),
    );
    for (const address of referred) {
      expect(address).toMatch(/^\/docs/);
      expect((await app.request(address)).status, address).toBe(200);
    }
  });

  it('uses a style sheet that draws what it needs instead of fetching it', async () => {
    const styles = referencesIn(await textOf('/docs/swagger-ui.css'));
    expect(styles.length).toBeGreaterThan(0);
    expect(styles.filter((address) => !address.startsWith('data:'))).toEqual(
      [],
    );
  });

  it('has neither script nor style nor handler inline, so that its policy can forbid them', async () => {
    const page = await textOf('/docs');
    for (const [script] of page.matchAll(/<script\b[^>]*>[^<]*/g))
      expect(script).toMatch(/\ssrc="[^"]+"[^>]*>\s*$/);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  });

  it.each([
    '/docs',
    '/docs/page.js',
    '/docs/page.css',
    '/docs/swagger-ui.js',
    '/docs/swagger-ui.css',
    '/docs/openapi.json',
    '/docs/icon.png',
  ])(
    '%s comes with the policy, and with a type that is not to be guessed',
    async (path) => {
      const { status, headers } = await app.request(path);
      expect(status).toBe(200);
      expect(headers.get('content-security-policy')).toBe(
        CONTENT_SECURITY_POLICY,
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).toBeTruthy();
    },
  );

  it('lets no page of elsewhere in, nothing inline, and nothing evaluated', () => {
    const policy = new Map(
      CONTENT_SECURITY_POLICY.split('; ').map((each) => [
        each.split(' ')[0],
        each.split(' ').slice(1),
      ]),
    );
    expect(policy.get('default-src')).toEqual(["'none'"]);
    for (const directive of ['script-src', 'style-src', 'connect-src'])
      expect(policy.get(directive)).toEqual(["'self'"]);
    for (const directive of ['base-uri', 'form-action', 'frame-ancestors'])
      expect(policy.get(directive)).toEqual(["'none'"]);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:/);
  });

  it('serves nothing else of the folders that it takes its files from', async () => {
    for (const path of [
      '/docs/docs-page.ts',
      '/docs/package.json',
      '/docs/..%2fdocs-page.ts',
      '/docs/index.html',
      '/docs/',
    ]) {
      expect((await app.request(path)).status, path).toBe(404);
    }
  });

  it('shows the published contract, with a token to paste in the place of a key', async () => {
    const shown = JSON.parse(await textOf('/docs/openapi.json'));
    const published = JSON.parse(
      readFileSync(join(ROOT, 'schemas/openapi/openapi.json'), 'utf8'),
    );
    expect(Object.keys(shown.paths)).toEqual(Object.keys(published.paths));
    expect(shown.components.schemas).toEqual(published.components.schemas);
    expect(Object.keys(shown.components.securitySchemes)).toEqual(
      Object.keys(published.components.securitySchemes),
    );
    expect(shown.components.securitySchemes.system).toMatchObject({
      type: 'http',
      scheme: 'bearer',
    });
  });

  it('is carried by no Lambda', () => {
    const deployed = globSync('{functions,entrance,adapters,infra}/**/*.ts', {
      cwd: ROOT,
    });
    expect(deployed.length).toBeGreaterThan(20);
    for (const file of deployed)
      expect(readFileSync(join(ROOT, file), 'utf8'), file).not.toMatch(
        /swagger-ui|docs-page/,
      );
  });

  it('is made of a package whose version is pinned', () => {
    const { version } = createRequire(import.meta.url)(
      'swagger-ui-dist/package.json',
    ) as { version: string };
    const { devDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
    expect(devDependencies['swagger-ui-dist']).toBe(version);
  });
});
