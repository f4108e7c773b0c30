// Room: what makes two mock servers equal although they are written differently.
import { isDeferredValue, isObject, type Rule } from '@postform/engine';

export const rules: readonly Rule[] = [
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
