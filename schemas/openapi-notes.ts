export const NOTES: Record<string, string> = {};
