// One POST for one operation; errors of transport are answers, too.
export async function fetcher(params, options) {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      ...options?.headers,
      Accept: 'application/graphql-response+json, application/json;q=0.9',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(params),
  });
  return response.json();
}
