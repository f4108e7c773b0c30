// The load, in a third process: keep-alive connections that send the next call when the last is answered.
import { connect } from 'node:net';
import { tellParent } from './child.mjs';

/** Sends `count` calls or runs for `ms`; returns how many were answered and in what time. Throws at the first non-200. */
async function run({ url, ids, connections, count = Number.POSITIVE_INFINITY, ms = Number.POSITIVE_INFINITY }) {
  const { hostname, port } = new URL(url);
  const gets = ids.map((id) => callText('GET', id, ''));
  const puts = ids.map((id, at) => callText('PUT', id, environmentText(at)));
  const started = performance.now();
  let sent = 0;
  let answered = 0;
  const draw = () => {
    if (sent >= count || performance.now() - started >= ms) return undefined;
    const at = (sent * 13 + Math.floor(sent / ids.length)) % ids.length;
    const isPut = sent % 10 < 3;
    sent += 1;
    return isPut ? puts[at] : gets[at];
  };
  await Promise.all(
    Array.from({ length: connections }, () =>
      converse(hostname, port, draw, () => {
        answered += 1;
      }),
    ),
  );
  return { answered, ms: performance.now() - started };
}

function converse(hostname, port, draw, onAnswer) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    let wanted = -1;
    let got = 0;
    const send = () => {
      const call = draw();
      if (call === undefined) {
        socket.destroy();
        resolve();
      } else socket.write(call);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      if (wanted < 0) {
        const text = chunk.toString('latin1');
        if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text.slice(0, 500)));
        wanted = text.indexOf('\r\n\r\n') + 4 + Number(/content-length: (\d+)/i.exec(text)[1]);
      }
      got += chunk.length;
      if (got < wanted) return;
      wanted = -1;
      got = 0;
      onAnswer();
      send();
    });
  });
}

function callText(method, id, body) {
  const lines = [`${method} /environments/${id} HTTP/1.1`, 'Host: 127.0.0.1', 'X-Api-Key: emulator-key'];
  const about = body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`];
  return Buffer.from([...lines, ...about, '', body].join('\r\n'));
}

/** About 2 KB. */
function environmentText(at) {
  const values = Array.from({ length: 20 }, (_, n) => ({
    key: `variable${n}`,
    value: `value ${at} ${n} of about thirty characters`,
    type: 'default',
    enabled: true,
  }));
  return JSON.stringify({ environment: { name: `Environment ${at}`, values } });
}

tellParent({}, { run });
