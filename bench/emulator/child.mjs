// A server in a process of its own, told to answer questions about itself.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts a script of this folder. `ask('heap')` and the like go to the child and come back as numbers. */
export async function startChild(name, args = [], execArgv = []) {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), args, { execArgv });
  let waiting;
  child.on('message', (message) => waiting.resolve(message));
  child.on('exit', (code) => waiting?.reject(new Error(`${name} ended with ${code}`)));
  const next = () =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
    });
  const started = await next();
  return {
    ...started,
    ask: (question) => {
      const answer = next();
      child.send(question);
      return answer;
    },
    stop: () => {
      child.removeAllListeners('exit');
      child.kill();
    },
  };
}

/** In the child: tells the parent where it listens, and answers its questions. */
export function tellParent(started, answers) {
  process.on('message', async (question) => {
    const [word, ...rest] = [question].flat();
    process.send(await answers[word](...rest));
  });
  process.on('SIGTERM', () => process.exit(0));
  process.send(started);
}
