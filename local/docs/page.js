/** Shows the contract. The validator badge, which would ask a service elsewhere, is off. */
globalThis.SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#contract',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  queryConfigEnabled: false,
  validatorUrl: null,
});
