export function violations(root: string): string[];
