import { parse } from 'graphql';

// One POST for one operation; errors of transport are answers, too. A subscription is
// answered by server-sent events, which GraphiQL reads one by one.
export function fetcher(params, options) {
  const [current, operation] = asWritten(params);
  return operation?.operation === 'subscription' ? events(current, options) : answer(current, options);
}

// asWritten reads the document itself: what GraphiQL says of its operations is that of a
// moment ago where somebody runs it right after typing.
function asWritten({ operationName, ...params }) {
  let operations = [];
  try {
    operations = parse(params.query).definitions.filter((d) => d.kind === 'OperationDefinition');
  } catch {
    // the server will say what is wrong
  }
  const named = operations.find((d) => d.name?.value === operationName);
  return [named ? { ...params, operationName } : params, named ?? operations[0]];
}

function post(params, options, accept, signal) {
  return fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...options?.headers, Accept: accept, 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
    signal,
  });
}

async function answer(params, options) {
  const response = await post(params, options, 'application/graphql-response+json, application/json;q=0.9');
  return response.json();
}

// events gives the answers of a subscription. When nobody asks any more the request is
// given up at once, also while it waits for an answer.
function events(params, options) {
  const abort = new AbortController();
  const answers = read(params, options, abort.signal);
  return {
    next: () => answers.next(),
    async return() {
      abort.abort();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* read(params, options, signal) {
  try {
    const response = await post(params, options, 'text/event-stream', signal);
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      yield await response.json();
      return;
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ; ) {
      const { value, done } = await reader.read();
      if (done) return;
      const parts = (text + value).split('\n\n');
      text = parts.pop();
      for (const part of parts) {
        if (part.startsWith('event: complete')) return;
        const data = part.match(/^data: ?(.+)$/m)?.[1];
        if (part.startsWith('event: next') && data) yield JSON.parse(data);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
