// The rules of the collection kind, in the order in which they apply. Each is one documented fact.
import { authList, authNull, authOrder, authType } from './auth.ts';
import {
  authBlank,
  bodyContent,
  connectionBlank,
  exampleBlank,
  extraBlank,
  parameterBlank,
  scriptFields,
} from './blanks.ts';
import { bodyEmpty, bodyPruning, exampleCookies, exampleNulls, headerEmpty, settingsEmpty } from './content.ts';
import { descriptionBlank, descriptionText } from './descriptions.ts';
import { exportMarks, requestName, strayKeys } from './marks.ts';
import { nullEntries, nullFields, scriptNulls } from './nulls.ts';
import {
  disabledFalse,
  enabledTrue,
  equalsTrue,
  headerName,
  headerText,
  systemFalse,
  typeText,
  variableKey,
  variableType,
} from './parameters.ts';
import { oneWalk, type PlacedRule } from './rule.ts';
import { scriptBlank, scriptIds, scriptLineList, scriptPackages, scriptType } from './scripts.ts';
import { methodDefault, urlBlank, urlEmptyLists, urlLists, urlParts, urlRaw, urlText } from './urls.ts';
import { formType, valueBlank } from './values.ts';

/** What must be converted comes before what reads the result: text before lists, lists before emptiness. */
export const collectionRules: readonly PlacedRule[] = [
  nullFields,
  nullEntries,
  scriptNulls,
  exportMarks,
  strayKeys,
  requestName,
  methodDefault,
  urlText,
  urlLists,
  urlEmptyLists,
  urlBlank,
  urlRaw,
  urlParts,
  headerText,
  exampleNulls,
  exampleCookies,
  exampleBlank,
  headerEmpty,
  headerName,
  typeText,
  disabledFalse,
  systemFalse,
  enabledTrue,
  equalsTrue,
  variableKey,
  variableType,
  descriptionText,
  descriptionBlank,
  parameterBlank,
  bodyContent,
  formType,
  bodyEmpty,
  authNull,
  authList,
  authBlank,
  valueBlank,
  authType,
  authOrder,
  scriptIds,
  scriptPackages,
  scriptType,
  scriptLineList,
  scriptFields,
  scriptBlank,
  bodyPruning,
  settingsEmpty,
  connectionBlank,
  extraBlank,
];

/** All of them in order. */
export const normalizeCollection = oneWalk(collectionRules);

/** All but those about keys outside the format, which are carried over as they are, empty or not. */
export const normalizeCarried = oneWalk(collectionRules.filter((rule) => rule !== extraBlank));
