// A bare node:http server that parses and answers the same bodies: environments by id, kept in memory.
import { createServer } from 'node:http';
import { tellParent } from './child.mjs';

const kept = new Map();

const server = createServer((request, response) => {
  const id = request.url.slice(request.url.lastIndexOf('/') + 1);
  if (request.method === 'GET') return answer(response, { environment: kept.get(id) ?? null });
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { environment } = JSON.parse(Buffer.concat(chunks).toString());
    const now = new Date().toISOString();
    const uid = `10203040-${id}`;
    kept.set(id, {
      id,
      name: environment.name,
      owner: '10203040',
      createdAt: now,
      updatedAt: now,
      ...environment,
      isPublic: false,
    });
    answer(response, { environment: { id, name: environment.name, uid } });
  });
});

function answer(response, body) {
  const text = JSON.stringify(body);
  response.writeHead(200, [
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(Buffer.byteLength(text)),
  ]);
  response.end(text);
}

server.listen(0, '127.0.0.1', () => {
  const cpuMs = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;
  tellParent({ url: `http://127.0.0.1:${server.address().port}` }, { cpuMs });
});
