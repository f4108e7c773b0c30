// Makes two mock servers equal that say the same in different ways.
import { isDeferredValue, isObject, type Rule } from '@postform/engine';

export const mockRules: readonly Rule[] = [
  {
    name: 'blank-server-response',
    why: 'Without a server response reads show "" or null (Postman OpenAPI 1.45.0, getMocks and mockCreateUpdateResponse); writes take null for none.',
    apply: (spec) => {
      const config = spec['config'];
      if (!isObject(config) || isDeferredValue(config) || config['serverResponseId'] !== '') return spec;
      return { ...spec, config: { ...config, serverResponseId: null } };
    },
  },
];
