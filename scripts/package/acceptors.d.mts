export function acceptorsModule(name: string, schemas: Readonly<Record<string, object>>): string;
