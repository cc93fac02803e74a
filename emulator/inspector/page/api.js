/** One request to the inspector's doors; rejects with what the cloud says is wrong. */
async function ask(method, path, body) {
  const response = await fetch(`/__inspect/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const reply = await response.json();
  if (!response.ok) throw new Error(reply.error ?? `${response.status}`);
  return reply;
}

export const get = path => ask('GET', path);
export const post = (path, body = {}) => ask('POST', path, body);
export const put = (path, body) => ask('PUT', path, body);
export const remove = path => ask('DELETE', path);

/** Calls a function as a mini-program would, by the browser build's door. */
export async function callFunction(name, openid, event) {
  const response = await fetch(`/__call/${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'x-openid': openid },
    body: event,
  });
  return response.text();
}

let people = new Map();
/** What somebody is called; their openid where nobody has said. */
export const nameOf = openid => people.get(openid) ?? openid;

/** Everybody the cloud knows, and by the way the names for `nameOf`. */
export async function getPeople() {
  const list = await get('people');
  people = new Map(list.map(({ openid, title }) => [openid, title]));
  return list;
}

/** Whether the cloud serves a browser app that somebody can be in. */
export const hasApp = async () => (await get('pulse')).app;
