// Starts the emulator of an installed or built Postform, without limits, in a process of its own.
import { spawn } from 'node:child_process';

/** Resolves when it is ready to serve. `command`: what starts Postform. */
export function startEmulator([file, ...first]) {
  const args = [...first, 'emulator', '--port', '0', '--json', '--ephemeral', '--limits', 'off'];
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const stop = () => {
    child.kill('SIGTERM');
    return gone;
  };
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      const { url, api_key: apiKey, workspace } = JSON.parse(text);
      resolve({ url, apiKey, workspace, stop });
    });
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
  });
}
