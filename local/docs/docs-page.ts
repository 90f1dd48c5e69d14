/**
 * /docs: the contract to read and try, from files of this machine alone. The local server and a
 * sandbox have it; no Lambda carries it.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';

/**
 * Nothing from elsewhere, nothing inline, no eval. `data:` is for the arrows and locks that
 * swagger-ui.css draws as SVG. The page can send requests to this exchange and to nobody else.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SWAGGER_UI = dirname(
  createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
);
const CONTRACT = join(
  import.meta.dirname,
  '../../schemas/openapi/openapi.json',
);

/** Everything that the page is made of, and nothing else of those folders. */
const FILES: Record<string, { file: string; type: string }> = {
  '/docs': {
    file: join(import.meta.dirname, 'page.html'),
    type: 'text/html; charset=utf-8',
  },
  '/docs/page.css': {
    file: join(import.meta.dirname, 'page.css'),
    type: 'text/css; charset=utf-8',
  },
  '/docs/page.js': {
    file: join(import.meta.dirname, 'page.js'),
    type: 'text/javascript; charset=utf-8',
  },
  '/docs/swagger-ui.css': {
    file: join(SWAGGER_UI, 'swagger-ui.css'),
    type: 'text/css; charset=utf-8',
  },
  '/docs/swagger-ui.js': {
    file: join(SWAGGER_UI, 'swagger-ui-bundle.js'),
    type: 'text/javascript; charset=utf-8',
  },
  '/docs/icon.png': {
    file: join(SWAGGER_UI, 'favicon-32x32.png'),
    type: 'image/png',
  },
};

export const docsPage = (): Hono => {
  const app = new Hono();
  for (const [path, { file, type }] of Object.entries(FILES)) {
    app.get(path, async () => served(await readFile(file), type));
  }
  app.get('/docs/openapi.json', async () =>
    served(tryable(await readFile(CONTRACT, 'utf8')), 'application/json'),
  );
  return app;
};

const served = (
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
): Response =>
  new Response(body, {
    headers: {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });

interface Contract {
  components: {
    parameters: Record<string, { required: boolean; example?: string }>;
    securitySchemes: Record<string, unknown>;
  };
}

/** Adapts the contract to a page that tries it. The rest is the contract as published. */
const tryable = (contract: string): string => {
  const document = JSON.parse(contract) as Contract;
  leaveOutOptional(document);
  acceptPastedTokens(document);
  return JSON.stringify(document);
};

/** The page fills in every example that it finds, so only what has to be sent keeps one. */
const leaveOutOptional = ({ components }: Contract): void => {
  for (const parameter of Object.values(components.parameters))
    if (!parameter.required) delete parameter.example;
};

/**
 * A browser page cannot sign with a system's private key, and should not hold one: here the token
 * is pasted.
 */
const acceptPastedTokens = ({ components }: Contract): void => {
  for (const name of Object.keys(components.securitySchemes))
    components.securitySchemes[name] = {
      type: 'http',
      scheme: 'bearer',
      description:
        'An access token of a system of this sandbox: `npm run -s token -- <client_id>` prints one.',
    };
};
