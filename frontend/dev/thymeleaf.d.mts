export function renderTemplate(folder: string, name: string, model: object): string;
