import { expect, test } from './driver.ts';

test('a frame of the standard library shows its source, and the program comes back', async ({ app }) => {
  await app.write('import json\n\njson.loads("[1,")  # @call\n');
  await app.press('Debug');
  await app.expectPaused('JSONDecodeError', 'call');
  // The box is where the person's own code stands, though the exception is the library's.
  await expect(app.region('Editor').locator('.line-zone')).toContainText('JSONDecodeError');
  await app
    .region('Call stack')
    .getByRole('option', { name: /frames of libraries/ })
    .click();
  await app
    .region('Call stack')
    .getByRole('option', { name: /decoder\.py/ })
    .first()
    .click();
  await expect(app.region('Editor')).toContainText('JSONDecodeError');
  await expect(app.region('Editor')).toContainText('json/decoder.py');
  await app.button('Back to main.py').click();
  await expect(app.region('Editor')).toContainText('import json');
});
