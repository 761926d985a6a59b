/**
 * Links a style sheet, and settles when it is there. What fails leaves nothing behind, so it can be tried again; `import`
 * would find its own failed link then, and take it for the sheet.
 */
export function linkedStyles(href: string): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => {
      link.remove();
      reject(new Error('A part of this page could not be loaded. Check the connection, then load the page again.'));
    });
    document.head.append(link);
  });
}
