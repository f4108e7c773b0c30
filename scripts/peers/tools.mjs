// The tool room: Postman's MCP server as a child process, and its tools as functions.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Starts the server in `folder` with all its tools, pointed at the emulator by its base URL setting, telemetry off.
 * `use(name, input)` calls a tool and returns its parsed result (undefined for none); it throws what the tool says.
 */
export async function openTools(folder, { url, apiKey, workspace }) {
  const sdk = (path) => import(pathToFileURL(join(folder, 'node_modules/@modelcontextprotocol/sdk/dist/esm', path)));
  const [{ Client }, { StdioClientTransport }] = await Promise.all([sdk('client/index.js'), sdk('client/stdio.js')]);
  const client = new Client({ name: 'postform-peers', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(folder, 'node_modules/@postman/postman-mcp-server/dist/src/index.js'), '--full'],
      env: {
        PATH: process.env.PATH ?? '',
        POSTMAN_API_KEY: apiKey,
        POSTMAN_API_BASE_URL: url,
        POSTMAN_MCP_TELEMETRY: 'false',
        POSTMAN_LEARNING_CENTER_MCP_URL: url,
      },
      stderr: 'ignore',
    }),
  );
  const { tools } = await client.listTools();
  return {
    workspace,
    names: new Set(tools.map((tool) => tool.name)),
    use: async (name, input = {}) => {
      const result = await client.callTool({ name, arguments: input });
      const text = result.content?.map((part) => part.text ?? '').join('') ?? '';
      if (result.isError) throw new Error(`${name}: ${text}`);
      return parsed(text);
    },
    close: () => client.close(),
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
