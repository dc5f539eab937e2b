export function renderTemplate(folder: string, name: string, model: object, language?: string): string;
export function readMessages(folder: string, language?: string): Map<string, string>;
