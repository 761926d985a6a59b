/** What a person does before the answer to what they did before has come: the answer leaves it as it is. */
import { type Driver, expect, test } from './driver.ts';
import { holdAnswers, letAnswersCome } from './late-answers.ts';

const watchField = (app: Driver) => app.region('Watch').getByRole('textbox', { name: 'Expression to watch' });

/** Until all that was asked for has been answered: answers come in order. */
async function settled(app: Driver): Promise<void> {
  await letAnswersCome(app.page);
  await app.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await app.enter('40000 + 2');
  await app.expectOutput('40002');
}

test('the text of a frame that comes when another one is selected is not shown', async ({ app }) => {
  await app.write(
    'import json\n\ndef encode(value):\n    return str(value)  # @encode\n\njson.dumps([1j], default=encode)\n',
  );
  await app.debugTo('encode');
  const frames = app.region('Call stack').getByRole('option');
  await frames.getByText('frames of libraries').click();
  await holdAnswers(app.page);
  await frames.filter({ hasText: 'encoder.py' }).first().click();
  await frames.filter({ hasText: 'main program' }).click();
  await settled(app);
  await expect(app.button('Back to main.py')).toHaveCount(0);
  await expect(app.region('Editor')).toContainText('json.dumps([1j]');
});
