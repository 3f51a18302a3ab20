window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: '../openapi',
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis],
    validatorUrl: null
  });
};
