// Answers every call with an environment of ten values and the headers of the API, in a process of its own. Prints its port.
import { createServer } from 'node:http';

const values = Array.from({ length: 10 }, (_, at) => ({ key: `key${at}`, value: `value ${at}`, enabled: true }));
const text = JSON.stringify({ environment: { id: 'e', uid: '1-e', name: 'Environment', values } });
const LIMIT = 1_000_000;
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(Buffer.byteLength(text)),
  'ratelimit-policy': `${LIMIT};w=60`,
  'ratelimit-limit': String(LIMIT),
  'x-ratelimit-limit': String(LIMIT),
  'ratelimit-reset': '30',
  'x-ratelimit-reset': '30',
  'ratelimit-limit-month': '10000000',
  'x-ratelimit-limit-month': '10000000',
};
let answered = 0;

const server = createServer((_, response) => {
  answered += 1;
  const left = String(LIMIT - (answered % (LIMIT / 2)));
  const leftInMonth = String(9_000_000 - answered);
  response.writeHead(200, {
    ...headers,
    ratelimit: `limit=${LIMIT}, remaining=${left}, reset=30`,
    'ratelimit-remaining': left,
    'x-ratelimit-remaining': left,
    'ratelimit-remaining-month': leftInMonth,
    'x-ratelimit-remaining-month': leftInMonth,
  });
  response.end(text);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
