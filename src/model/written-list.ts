/** The parts of a list as an author writes it, without spaces around them and without empty ones. */
export function writtenList(text: string, separator: ',' | ';'): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
