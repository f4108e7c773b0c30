// The import law, read by a machine: who may import whom. `npm run check` runs it.
const packages = ['engine', 'config', 'client', 'kinds', 'state', 'emulator', 'cli'];
const src = (name) => `^packages/${name}/src/`;
const tests = '\\.test\\.ts$|/testing/|^tests/';
const onlyEngine = ['config', 'client', 'kinds', 'state'];

/**
 * The folders of each package, lowest first: a folder imports from itself and from lower ones only. Files at a package's
 * root may import every folder, and no folder imports them. `kinds/collection` stands for `packages/kinds/src/collection`.
 */
const folders = {
  engine: ['model', 'compare', 'plan', 'refresh', 'recover', 'apply', 'restore', 'import', 'pull', 'memory'],
  config: ['files', 'credentials', 'yaml', 'edit', 'schema', 'resolve', 'project'],
  client: ['http', 'sharing', 'limiter', 'quota'],
  state: ['disk', 'shared', 'lock', 'file'],
  kinds: ['kind-tools', '_template', 'environment', 'mock', 'monitor', 'collection'],
  'kinds/collection': ['format', 'spec', 'rules', 'match', 'describe', 'source', 'rewrite'],
  emulator: [
    ...['json', 'switches', 'reply', 'seams', 'limits', 'faults', 'mock-server', 'monitor-run', 'world', 'disk', 'api'],
    ...['resources', 'registry', 'control', 'undocumented', 'http'],
  ],
  'emulator/resources': [
    ...['forks', 'item-format', 'environment', 'collection-access', 'collection', 'collection-items'],
    ...['collection-forks', 'pull-requests', 'documentation', 'transformation', 'mock', 'monitor'],
    ...['workspace', 'globals', 'me', 'users'],
  ],
  cli: ['output', 'files', 'options', 'budget', 'render', 'json', 'session', 'new-project', 'completion', 'commands'],
};
const upward = Object.entries(folders).flatMap(([key, order]) => {
  const root = `^packages/${key.replace(/^[^/]+/, '$&/src')}/`;
  return order.map((folder, index) => ({
    name: `${key}/${folder}-imports-no-higher-folder`,
    severity: 'error',
    from: { path: `${root}${folder}/`, pathNot: tests },
    to: { path: root, pathNot: [tests, `${root}(${order.slice(0, index + 1).join('|')})/`] },
  }));
});

module.exports = {
  forbidden: [
    // Types included.
    { name: 'no-circles', severity: 'error', from: { pathNot: tests }, to: { circular: true } },
    {
      name: 'engine-imports-no-package',
      severity: 'error',
      from: { path: src('engine'), pathNot: tests },
      to: { path: packages.filter((name) => name !== 'engine').map(src) },
    },
    {
      name: 'engine-imports-nothing-of-node-but-crypto',
      severity: 'error',
      from: { path: src('engine'), pathNot: tests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    ...onlyEngine.map((name) => ({
      name: `${name}-imports-only-engine`,
      severity: 'error',
      from: { path: src(name), pathNot: tests },
      to: { path: packages.filter((other) => other !== name && other !== 'engine').map(src) },
    })),
    {
      name: 'emulator-imports-no-package',
      severity: 'error',
      from: { path: src('emulator') },
      to: { path: packages.filter((name) => name !== 'emulator').map(src) },
    },
    {
      name: 'only-cli-and-tests-import-the-emulator',
      severity: 'error',
      from: { pathNot: [src('emulator'), src('cli'), tests, '^bench/'] },
      to: { path: src('emulator') },
    },
    ...packages.map((name) => ({
      name: `${name}-is-entered-through-its-door`,
      severity: 'error',
      from: { pathNot: [src(name), '^tests/'] },
      to: { path: src(name), pathNot: `${src(name)}index\\.ts$` },
    })),
    ...upward,
    {
      name: 'kinds-do-not-import-each-other',
      severity: 'error',
      from: { path: '^packages/kinds/src/([^/]+)/', pathNot: tests },
      to: { path: '^packages/kinds/src/[^/]+/', pathNot: ['^packages/kinds/src/($1|kind-tools)/', tests] },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'tests-import-tests-only', severity: 'error', from: { pathNot: [tests, '^bench/'] }, to: { path: tests } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
