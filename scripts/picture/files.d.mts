export function picturesOf(output: string, page: string): Readonly<Record<string, string>>;
